package io.frond.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** @param digest SHA-256 of the key, 64 lower-case hex digits */
    public record Key(String name, String digest) {}

    /**
     * @param rpm requests a minute; null for no limit
     * @param concurrent requests at one time; null for no limit
     */
    public record Limits(@Nullable Integer rpm, @Nullable Integer concurrent) {

        public static final Limits NONE = new Limits(null, null);
    }
}
