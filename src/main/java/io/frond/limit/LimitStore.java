package io.frond.limit;

import io.frond.model.Clock;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * Where counts are kept. It outlives a configuration: the limits come with each call, so a reload changes them without
 * forgetting what was used. Safe from every event loop.
 */
public interface LimitStore {

    /** In this process. */
    static LimitStore memory(Clock clock) {
        return new MemoryLimitStore(clock);
    }

    /** Takes {@code n} from a bucket if that many are left, else nothing. Zero only looks. */
    Future<Taken> take(String bucket, int n, Rate rate);

    /** Takes one of the places of a room if one is free; whoever got true says {@link #leave} once. */
    Future<Boolean> enter(String room, int places);

    void leave(String room);

    /** So many per period, all of them at once if nothing was taken for that long. */
    record Rate(int limit, Duration period) {

        public Rate {
            if (limit < 1 || period.isZero() || period.isNegative()) {
                throw new IllegalArgumentException("a rate allows at least one per period, not " + limit);
            }
        }

        public static Rate perMinute(int limit) {
            return new Rate(limit, Duration.ofMinutes(1));
        }
    }

    /**
     * @param remaining that could be taken now
     * @param reset until the bucket is full again
     * @param pause until the same may be tried again; zero where it was allowed
     */
    record Taken(boolean allowed, int remaining, Duration reset, Duration pause) {}
}
