package io.frond.config;

import io.frond.model.Limits;
import io.frond.model.Scope;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A customer of this gateway.
 *
 * @param routes names of its routes; empty for all
 * @param models patterns of the names by which it may ask; empty for all
 * @param chooses whether {@code x-frond-route} is honoured
 * @param own what its override and the top level come to; null without an override
 */
public record TenantConfig(
        String name,
        List<Key> keys,
        List<String> routes,
        List<String> models,
        boolean chooses,
        Limits limits,
        @Nullable WaysConfig own) {

    public TenantConfig {
        keys = List.copyOf(keys);
        routes = List.copyOf(routes);
        models = List.copyOf(models);
    }

    /** One without an override, that may ask by every name. */
    public TenantConfig(String name, List<Key> keys, List<String> routes, boolean chooses, Limits limits) {
        this(name, keys, routes, List.of(), chooses, limits, null);
    }

    /**
     * What tenants are read against.
     *
     * @param ways of those without an override
     * @param given what overrides may refer to
     * @param keyless whether there are other ways to be a tenant than a key in this file
     */
    record Reading(Claims digests, WaysConfig ways, WaysConfig.Given given, boolean keyless) {}

    static TenantConfig from(String name, Section s, Reading reading) {
        var keys = s.each("keys", "what its callers may present", key -> Key.from(key, reading.digests));
        WaysConfig own = s.overlay(
                "override",
                WaysConfig.KEYS,
                "what differs for this tenant, in the words of the top level: routes, default, knowledge, classify and"
                        + " cache; blocks are merged key by key, lists and values replaced",
                over -> reading.ways.overridden(over, name, reading.given.again()));
        var routes = (own == null ? reading.ways : own).routes().keySet();
        var config = new TenantConfig(
                name,
                keys,
                s.list("routes", Kinds.reference("route", routes), "the routes it may take; without it, all"),
                s.list(
                        "models",
                        Kinds.text(),
                        "what its callers may write as model, as it is or with * and ?; without it, whatever leads to"
                                + " one of its routes or backends"),
                s.flag("choose_route", false, "whether its callers may choose by x-frond-route"),
                s.block("limits", "what it may use", LimitsBlock::withModels),
                own);
        if (s.has("routes") && config.routes.isEmpty()) {
            s.fault("routes", "names no route; without the key the tenant may take all of them");
        }
        if (s.has("models") && config.models.isEmpty()) {
            s.fault("models", "holds no name; without the key the tenant may ask by all of them");
        }
        if (config.keys.isEmpty() && !reading.keyless) {
            s.fault(
                    "keys",
                    "needs at least one key, or nobody can be this tenant: `frond keys new " + name + "` makes one");
        }
        config.rotations(s);
        return config;
    }

    /** Keys of one name are one key being changed: that must come to an end. */
    private void rotations(Section s) {
        var lasting = new HashMap<String, Integer>();
        keys.stream().filter(key -> key.expires == null).forEach(key -> lasting.merge(key.name, 1, Integer::sum));
        lasting.forEach((key, count) -> {
            if (count > 1) {
                s.fault(
                        "keys",
                        Word.quoted(key) + " is taken: another key of this tenant has it. Of keys of one name, all but"
                                + " the newest must say when they expire");
            }
        });
    }

    /**
     * @param digest SHA-256 of the key, 64 lower-case hex digits
     * @param scopes the calls that may be made with it
     * @param expires from when on it is refused; null for never
     * @param tags labels for the account of its use
     * @param limits what may be used with it, within what the tenant may use
     */
    public record Key(
            String name,
            String digest,
            Set<Scope> scopes,
            @Nullable Instant expires,
            Map<String, String> tags,
            Limits limits) {

        public Key {
            scopes = Set.copyOf(scopes);
            tags = Map.copyOf(tags);
        }

        /** One for every call, for ever. */
        public Key(String name, String digest) {
            this(name, digest, Scope.ALL, null, Map.of(), Limits.NONE);
        }

        private static Key from(Section s, Claims digests) {
            return new Key(
                    s.required("name", new Claims().name("nobody"), "what logs call it"),
                    s.required("hash", Wire.digest(digests), "SHA-256 of the key, as `frond keys new` prints it"),
                    scopes(s),
                    s.optional("expires", Kinds.moment(), "from when on it is refused; without it, never"),
                    tags(s),
                    s.block(
                            "limits",
                            "what may be used with it, within what the tenant may use",
                            LimitsBlock::withModels));
        }

        private static Set<Scope> scopes(Section s) {
            var words = s.list(
                    "scopes", Kinds.choice(Scope.words()), "the calls that may be made with it; without it, all");
            if (s.has("scopes") && words.isEmpty()) {
                s.fault("scopes", "names no scope; without it the key is good for every call");
            }
            return words.isEmpty()
                    ? Scope.ALL
                    : words.stream().flatMap(word -> Scope.named(word).stream()).collect(Collectors.toSet());
        }

        private static Map<String, String> tags(Section s) {
            var tags = s.map("tags", Kinds.text(), "labels for the account of its use");
            tags.keySet().stream()
                    .filter(name -> !name.matches(Claims.NAME))
                    .forEach(name -> s.fault("tags", Word.quoted(name) + " is not a name"));
            return tags;
        }
    }
}
