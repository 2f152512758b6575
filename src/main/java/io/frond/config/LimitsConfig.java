package io.frond.config;

import java.util.List;
import java.util.Locale;

/**
 * Where what was used of limits is counted.
 *
 * @param store {@code memory} or {@code redis}
 */
public record LimitsConfig(String store, OnOutage onOutage) {

    /** What happens to requests while the Redis that counts them does not answer. */
    public enum OnOutage {
        /** Each Frond counts for itself, an equal share of every limit. */
        LOCAL,
        /** All are let through. */
        OPEN,
        /** All whose limits cannot be counted are turned away. */
        CLOSED;

        private static OnOutage named(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    static LimitsConfig from(Section s, boolean redis) {
        String store =
                RedisConfig.store(s, redis, "where what was used is counted; with redis, over all Fronds together");
        String outage = s.choice(
                "on_outage",
                List.of("local", "open", "closed"),
                "local",
                "while Redis does not answer: local gives each Frond its share, open lets all through, closed turns away");
        return new LimitsConfig(store, OnOutage.named(outage));
    }

    /** Counted in this process. */
    public static LimitsConfig inMemory() {
        return new LimitsConfig("memory", OnOutage.LOCAL);
    }
}
