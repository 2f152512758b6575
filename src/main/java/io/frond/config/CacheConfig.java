package io.frond.config;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The cache of answers.
 *
 * @param enabled false for {@code cache: off}
 * @param store {@code memory} or {@code redis}
 * @param ttl an answer is kept for
 * @param size bytes of all answers in memory
 * @param maxTemperature requests above are not answered from the cache, nor kept; null keeps all that state no
 *     temperature, and those that state 0
 * @param idempotency of answers to requests that are sent again; on where the cache is off
 */
public record CacheConfig(
        boolean enabled,
        String store,
        Duration ttl,
        long size,
        @Nullable Double maxTemperature,
        Idempotency idempotency) {

    private static final Kind<Duration> TTL = Kinds.duration(Duration.ofSeconds(1), Duration.ofDays(30));
    private static final CacheConfig OFF =
            new CacheConfig(false, "memory", Duration.ofHours(1), 256L << 20, null, Idempotency.USUAL);

    /**
     * Answers under idempotency keys. They are in the same store.
     *
     * @param enabled false for {@code idempotency: off}
     * @param ttl a key is remembered for
     * @param size bytes of all such answers in memory
     */
    public record Idempotency(boolean enabled, Duration ttl, long size) {
        /** What holds where nothing is said. */
        public static final Idempotency USUAL = new Idempotency(true, Duration.ofHours(24), 64L << 20);

        private static final Idempotency OFF = new Idempotency(false, USUAL.ttl, USUAL.size);

        private static Idempotency from(Section cache) {
            var doc = "answers to requests that are sent again with their Idempotency-Key";
            Idempotency on = cache.blockOrOff("idempotency", doc, Idempotency::read);
            return on == null ? OFF : on;
        }

        private static Idempotency read(Section s) {
            return new Idempotency(
                    true,
                    s.value("ttl", TTL, USUAL.ttl, "a key is remembered for"),
                    s.bytes("size", USUAL.size, 1 << 20, 1L << 40, "of all such answers in memory"));
        }
    }

    static CacheConfig from(Section root, boolean redis) {
        return from(root, s -> read(s, redis));
    }

    /** One tenant's, kept where those of everybody are, which has one size. */
    static CacheConfig within(Section root, boolean redis, CacheConfig everybodys) {
        return from(root, s -> {
            var own = read(s, redis);
            own.alike(s, everybodys);
            return own;
        });
    }

    private static CacheConfig from(Section root, Function<Section, CacheConfig> read) {
        CacheConfig on = root.blockOrOff("cache", "answers to requests that were asked before", read);
        return on == null ? OFF : on;
    }

    private void alike(Section s, CacheConfig everybodys) {
        var shared = "cannot differ per tenant: the answers to all of them are kept in one place";
        if (!store.equals(everybodys.store)) {
            s.fault("store", shared);
        }
        if (size != everybodys.size) {
            s.fault("size", shared);
        }
        if (idempotency.enabled && idempotency.size != everybodys.idempotency.size) {
            s.fault("idempotency", "its size " + shared);
        }
    }

    private static CacheConfig read(Section s, boolean redis) {
        return new CacheConfig(
                true,
                RedisConfig.store(s, redis, "where answers are kept"),
                s.value("ttl", TTL, OFF.ttl, "an answer is kept for"),
                s.bytes("size", OFF.size, 1 << 20, 1L << 40, "of all answers in memory"),
                s.optional(
                        "max_temperature",
                        Kinds.decimal(0, 2),
                        "requests above are not answered from the cache; without it, those that state a temperature other than 0"),
                Idempotency.from(s));
    }
}
