package io.frond.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "keys",
        synopsisSubcommandLabel = "new|list|revoke",
        header = "Make keys for tenants, list and revoke them.",
        description = "",
        commandListHeading = "%nVerbs:%n")
final class KeysVerb {
    private static final String PATH = "/admin/v1/keys";

    @Command(
            name = "new",
            header = "Make a key and print what the configuration keeps of it.",
            description = {"", "With --at a running Frond keeps the key (keys.store), and it is good at once.", ""})
    static final class New implements Callable<Integer> {
        private static final String WORD = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
        private final Desk desk;

        @Parameters(paramLabel = "TENANT", description = "Whose key it is.")
        String tenant = "";

        @Option(names = "--name", paramLabel = "NAME", description = "What it is for. Default main.")
        String name = "main";

        @Option(
                names = "--scopes",
                paramLabel = "SCOPE",
                split = ",",
                description = "The calls that may be made with it: chat, embeddings, models ... Default all.")
        List<String> scopes = List.of();

        @Option(
                names = "--expires",
                paramLabel = "MOMENT",
                description = "From when on it is refused, such as 2026-12-31T00:00:00Z. Default never.")
        @Nullable
        String expires;

        @Option(
                names = "--limit",
                paramLabel = "LIMIT=AMOUNT",
                split = ",",
                description = "What may be used with it: rpm=60, usd_per_day=5 ... Default what its tenant may use.")
        Map<String, String> limits = new LinkedHashMap<>();

        @Option(
                names = "--overlap",
                paramLabel = "TIME",
                description = "Change the key of this name: the old one is good for so long, such as 24h or 30m."
                        + " Needs --at.")
        @Nullable
        String overlap;

        @Mixin
        final AdminOptions running = new AdminOptions();

        New(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() {
            checked("TENANT", tenant);
            checked("--name", name);
            limits.forEach(New::checkedLimit);
            if (running.at != null) {
                issue();
                return Exit.OK.code();
            }
            if (overlap != null) {
                throw Failure.usage("--overlap changes a key that a running Frond keeps: say which one by --at.");
            }
            var made = desk.program().get().newKey();
            desk.say("The key, shown this once:");
            desk.say("");
            desk.say("  " + made.key());
            desk.say("");
            desk.say("The configuration keeps its digest:");
            desk.say("");
            desk.say("tenants:");
            desk.say("  " + tenant + ":");
            desk.say("    keys:");
            desk.say("      - { name: " + name + ", hash: \"" + made.hash() + "\"" + more() + " }");
            return Exit.OK.code();
        }

        private String more() {
            return (scopes.isEmpty() ? "" : ", scopes: [" + String.join(", ", scopes) + "]")
                    + (expires == null ? "" : ", expires: \"" + expires + "\"")
                    + (limits.isEmpty() ? "" : ", limits: { " + block() + " }");
        }

        private String block() {
            return limits.entrySet().stream()
                    .map(limit -> limit.getKey() + ": " + limit.getValue())
                    .collect(Collectors.joining(", "));
        }

        private void issue() {
            var wish = new JsonObject().put("tenant", tenant).put("name", name);
            if (!scopes.isEmpty()) {
                wish.put("scopes", new JsonArray(List.copyOf(scopes)));
            }
            if (expires != null) {
                wish.put("expires", expires);
            }
            if (!limits.isEmpty()) {
                wish.put("limits", new JsonObject(new LinkedHashMap<>(limits)));
            }
            if (overlap != null) {
                wish.put("overlap_seconds", (int) time(overlap).toSeconds());
            }
            var made = running.ask(desk, "POST", PATH, wish);
            desk.say("The key " + made.getString("id") + ", shown this once:");
            desk.say("");
            desk.say("  " + made.getString("key"));
        }

        private static Duration time(String text) {
            try {
                var upper = text.toUpperCase(Locale.ROOT);
                return Duration.parse(upper.endsWith("D") ? "P" + upper : "PT" + upper);
            } catch (DateTimeParseException e) {
                throw Failure.usage("--overlap: \"" + text + "\" is no time. It looks like 24h, 30m or 7d.");
            }
        }

        private static void checkedLimit(String limit, String amount) {
            if (!limit.matches("[a-z_]{1,20}") || !amount.matches("[0-9][0-9.]{0,15}[kKMG]?")) {
                throw Failure.usage("--limit: \"" + limit + "=" + amount + "\" is none. It looks like rpm=60.");
            }
        }

        private static void checked(String what, String word) {
            if (!word.matches(WORD)) {
                throw Failure.usage(what + ": \"" + word + "\" is no name. Letters, digits and . _ - make one.");
            }
        }
    }

    @Command(name = "list", header = "List the keys of a running Frond, never their values.", description = "")
    static final class Listing implements Callable<Integer> {
        private final Desk desk;

        @Option(names = "--tenant", paramLabel = "NAME", description = "Only those of this tenant.")
        @Nullable
        String tenant;

        @Mixin
        final AdminOptions running = new AdminOptions();

        Listing(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() {
            running.ask(desk, "GET", PATH, null).getJsonArray("keys", new JsonArray()).stream()
                    .map(JsonObject.class::cast)
                    .filter(key -> tenant == null || tenant.equals(key.getString("tenant")))
                    .forEach(key -> desk.say(line(key)));
            return Exit.OK.code();
        }

        private static String line(JsonObject key) {
            var end = key.getString("expires");
            var scopes = key.getJsonArray("scopes", new JsonArray()).stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(","));
            return key.getString("id") + "  " + key.getString("tenant") + "/" + key.getString("name") + "  "
                    + key.getString("source") + "  "
                    + (end == null ? "lasts" : (key.getBoolean("expired", false) ? "expired " : "until ") + end)
                    + "  " + scopes;
        }
    }

    @Command(
            name = "revoke",
            header = "End a key that a running Frond has made; everywhere within a second.",
            description = "")
    static final class Revoke implements Callable<Integer> {
        private static final String ID = "[0-9a-f]{12}";
        private final Desk desk;

        @Parameters(paramLabel = "ID", description = "As `frond keys list` shows it.")
        String id = "";

        @Mixin
        final AdminOptions running = new AdminOptions();

        Revoke(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() {
            if (!id.matches(ID)) {
                throw Failure.usage("ID: \"" + id + "\" is none. `frond keys list` shows them: twelve hex digits.");
            }
            var gone = running.ask(desk, "DELETE", PATH + "/" + id, null);
            desk.say("Revoked: " + gone.getString("tenant") + "/" + gone.getString("name") + " " + id);
            return Exit.OK.code();
        }
    }
}
