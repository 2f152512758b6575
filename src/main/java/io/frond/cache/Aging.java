package io.frond.cache;

import io.frond.cache.CacheStore.Held;
import io.frond.model.Clock;
import java.time.Duration;

/**
 * An answer in this process's memory.
 *
 * @param since {@link Clock#nanos()} when it was put there
 */
record Aging(Kept kept, long since) {
    /** Key, record, headers and the links of a map, roughly. */
    private static final int OVERHEAD = 512;

    /** In bytes. */
    int weight() {
        return kept.body().length() + OVERHEAD;
    }

    /** One answer takes no more than an eighth of all the room: it would push out too many others. */
    static boolean fits(Kept kept, long room) {
        return kept.body().length() <= room / 8;
    }

    Held held(Clock clock) {
        var left = kept.ttl().minus(clock.since(since));
        return new Held(kept, left.isNegative() ? Duration.ZERO : left);
    }
}
