package io.frond.config;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How callers can be known besides the keys in the file.
 *
 * @param keys where keys are kept that are made while Frond runs: a file, or {@code redis}; null for nowhere
 * @param jwt signed tokens; null where none are taken
 */
public record IdentityConfig(
        @Nullable String keys, @Nullable JwtConfig jwt) {
    public static final IdentityConfig NONE = new IdentityConfig(null, null);

    static IdentityConfig from(Section root, Set<String> tenants) {
        var config = new IdentityConfig(
                root.optionalBlock("keys", "keys that are made while Frond runs", s -> store(s, root.has("redis"))),
                root.optionalBlock("jwt", "signed tokens instead of keys", s -> JwtConfig.from(s, tenants)));
        for (String key : Set.of("keys", "jwt")) {
            if (root.has(key) && !root.has("tenants")) {
                root.fault(key, "is of use to tenants, and there are none");
            }
        }
        return config;
    }

    private static String store(Section s, boolean redis) {
        String store =
                s.required("store", Wire.keyStore(), "where they are kept: a file of this Frond's own, or redis");
        if (store.equals("redis") && !redis) {
            s.fault("store", "says redis, but no redis block tells where that is");
        }
        return store;
    }

    /** Whether they are kept in the Redis that all Fronds share. */
    public boolean inRedis() {
        return "redis".equals(keys);
    }
}
