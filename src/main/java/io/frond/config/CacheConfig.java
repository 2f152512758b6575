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
 * @param semantic of answers to questions in other words, for routes that say so
 */
public record CacheConfig(
        boolean enabled,
        String store,
        Duration ttl,
        long size,
        @Nullable Double maxTemperature,
        Idempotency idempotency,
        Semantic semantic) {

    private static final Kind<Duration> TTL = Kinds.duration(Duration.ofSeconds(1), Duration.ofDays(30));
    private static final CacheConfig OFF =
            new CacheConfig(false, "memory", Duration.ofHours(1), 256L << 20, null, Idempotency.USUAL, Semantic.USUAL);

    /**
     * Answers to questions in other words. Routes opt in.
     *
     * @param error the share of a route's requests that may be answered wrongly so
     * @param timeout longest wait for a question's vector; then it counts as new
     * @param size bytes of all questions in memory
     * @param checks the share of such answers that are compared with a fresh one, at first
     */
    public record Semantic(double error, Duration timeout, long size, double checks) {
        /** What holds where nothing is said. */
        public static final Semantic USUAL = new Semantic(0.01, Duration.ofMillis(50), 64L << 20, 0.25);

        static final double MOST = 0.2;
        private static final double LEAST_CHECKS = 0.02;
        static final String RANGE = "is out of range: above 0, up to 20%";

        private static Semantic from(Section s) {
            var read = new Semantic(
                    s.share("error", USUAL.error, "the share of a route's requests that may be answered wrongly so"),
                    s.duration("timeout", USUAL.timeout, "longest wait for a question's vector; then it counts as new"),
                    s.bytes("size", USUAL.size, 1 << 20, 1L << 40, "of all questions in memory"),
                    s.share(
                            "checks",
                            USUAL.checks,
                            "the share of such answers that are compared with a fresh one in the background, at first"));
            if (read.error == 0 || read.error > MOST) {
                s.fault("error", RANGE);
            }
            if (read.checks < LEAST_CHECKS) {
                s.fault(
                        "checks",
                        "is out of range: from 2% to 100%; without checks nobody would hear of wrong answers");
            }
            return read;
        }
    }

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
        if (semantic.size != everybodys.semantic.size) {
            s.fault("semantic", "its size " + shared);
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
                Idempotency.from(s),
                s.block(
                        "semantic",
                        "answers to questions in other words, for routes of `semantic: on`",
                        Semantic::from));
    }
}
