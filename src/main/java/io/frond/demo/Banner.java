package io.frond.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The words that {@code frond demo} prints when it is ready: what was started, and what to try. */
final class Banner {
    private static final String QUESTION = "How long do I have to return a jacket?";

    private final Started started;
    private final List<String> simulateUrls;

    /** @param simulateUrls where endpoints can be broken, in the order of the backends' endpoints */
    Banner(Started started, List<String> simulateUrls) {
        this.started = started;
        this.simulateUrls = simulateUrls;
    }

    String text() {
        var lines = new ArrayList<String>();
        lines.add("Frond " + started.version()
                + "  demo  (the models are SIMULATED: real HTTP endpoints on loopback, no model behind them)");
        lines.addAll(block("tenants", started.tenants(), Banner::tenant));
        lines.addAll(block("backends", started.backends(), Banner::backend));
        lines.addAll(block("knowledge", started.knowledge(), Banner::knowledge));
        lines.addAll(block("routes", started.routes(), Banner::route));
        lines.add(String.format(
                Locale.ROOT,
                "  ready in %.1f s    API %s    admin %s",
                started.ready().toMillis() / 1000.0,
                started.api(),
                started.admin()));
        lines.addAll(tries());
        return String.join("\n", lines) + "\n";
    }

    private static <T> List<String> block(String title, List<T> entries, Function<T, String> line) {
        var lines = new ArrayList<String>();
        for (T entry : entries) {
            lines.add(String.format(Locale.ROOT, "  %-10s %s", lines.isEmpty() ? title : "", line.apply(entry)));
        }
        return lines;
    }

    private static String tenant(Started.Tenant tenant) {
        return tenant.key() == null ? tenant.name() : named(tenant.name()) + "key " + tenant.key();
    }

    private static String backend(Started.Backend backend) {
        return named(backend.name()) + backend.kind() + ", " + counted(backend.endpoints(), "endpoint");
    }

    private static String knowledge(Started.Knowledge knowledge) {
        var newest = knowledge.newest() == null ? "" : ", newest " + age(knowledge.newest()) + " old";
        return named(knowledge.name()) + counted(knowledge.documents(), "document") + ", "
                + counted(knowledge.chunks(), "chunk") + newest;
    }

    private static String route(Started.Route route) {
        return named(route.name()) + "-> " + route.backend()
                + (route.knowledge() == null ? "" : " + " + route.knowledge());
    }

    private List<String> tries() {
        var lines = new ArrayList<String>();
        lines.add("Try:");
        lines.add("  curl -i " + started.api() + "/chat/completions" + authorization()
                + " -H 'content-type: application/json' \\");
        lines.add("    -d '{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"" + QUESTION + "\"}]}'");
        if (!simulateUrls.isEmpty()) {
            lines.add("Break an endpoint, and mend it with false:");
            lines.add("  curl -X POST " + simulateUrls.get(0) + " -d '{\"failing\":true}'");
        }
        return lines;
    }

    private String authorization() {
        var key = firstKey();
        return key == null ? "" : " -H 'Authorization: Bearer " + key + "'";
    }

    private @Nullable String firstKey() {
        for (var tenant : started.tenants()) {
            if (tenant.key() != null) {
                return tenant.key();
            }
        }
        return null;
    }

    private static String named(String name) {
        return String.format(Locale.ROOT, "%-11s ", name);
    }

    private static String counted(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    private static String age(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + " d";
        }
        if (age.toHours() > 0) {
            return age.toHours() + " h";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + " min" : age.toSeconds() + " s";
    }
}
