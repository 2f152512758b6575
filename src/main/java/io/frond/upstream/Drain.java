package io.frond.upstream;

import java.time.Duration;

/**
 * How fast a queue moves: the mean time from one place that came free to the next, while somebody waited. Thread-safe.
 * Times are monotonic nanoseconds.
 */
final class Drain {
    static final Duration LEAST = Duration.ofSeconds(1);
    static final Duration MOST = Duration.ofSeconds(30);

    private static final long PERIOD = Duration.ofSeconds(10).toNanos();

    private long since;
    private int seated;
    private double each;

    /** Somebody came, and nobody waited before: what follows is measured. */
    synchronized void began(long now) {
        since = now;
        seated = 0;
    }

    /** Somebody who waited got a place. */
    synchronized void seated(long now) {
        seated++;
        each = (double) (now - since) / seated;
        if (now - since > PERIOD) {
            began(now);
        }
    }

    /**
     * Until so many have got a place, within {@link #LEAST} and {@link #MOST}. A queue in which nobody moves takes
     * longer the longer that lasts.
     */
    synchronized Duration until(int waiting, long now) {
        double slowest = waiting == 0 ? each : Math.max(each, (double) (now - since) / (seated + 1));
        var wait = Duration.ofNanos((long) (slowest * Math.max(1, waiting)));
        return wait.compareTo(LEAST) < 0 ? LEAST : wait.compareTo(MOST) > 0 ? MOST : wait;
    }
}
