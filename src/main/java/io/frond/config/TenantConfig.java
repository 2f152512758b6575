package io.frond.config;

import io.frond.model.Limits;
import java.util.List;
import java.util.Set;

/**
 * A customer of this gateway.
 *
 * @param routes names of its routes; empty for all
 * @param chooses whether {@code x-frond-route} is honoured
 */
public record TenantConfig(String name, List<Key> keys, List<String> routes, boolean chooses, Limits limits) {

    public TenantConfig {
        keys = List.copyOf(keys);
        routes = List.copyOf(routes);
    }

    static TenantConfig from(String name, Section s, Claims digests, Set<String> routes) {
        var names = new Claims();
        var config = new TenantConfig(
                name,
                s.each("keys", "what its callers may present", key -> Key.from(key, names, digests)),
                s.list("routes", Kinds.reference("route", routes), "the routes it may take; without it, all"),
                s.flag("choose_route", false, "whether its callers may choose by x-frond-route"),
                s.block("limits", "what it may use", LimitsBlock::withModels));
        if (s.has("routes") && config.routes.isEmpty()) {
            s.fault("routes", "names no route; without the key the tenant may take all of them");
        }
        if (config.keys.isEmpty()) {
            s.fault(
                    "keys",
                    "needs at least one key, or nobody can be this tenant: `frond keys new " + name + "` makes one");
        }
        return config;
    }

    /**
     * @param digest SHA-256 of the key, 64 lower-case hex digits
     * @param limits what may be used with it, within what the tenant may use
     */
    public record Key(String name, String digest, Limits limits) {

        /** One that may use whatever its tenant may. */
        public Key(String name, String digest) {
            this(name, digest, Limits.NONE);
        }

        private static Key from(Section s, Claims names, Claims digests) {
            return new Key(
                    s.required("name", names.name("another key of this tenant"), "what logs call it"),
                    s.required("hash", Wire.digest(digests), "SHA-256 of the key, as `frond keys new` prints it"),
                    s.block(
                            "limits",
                            "what may be used with it, within what the tenant may use",
                            LimitsBlock::withModels));
        }
    }
}
