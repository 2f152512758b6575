package io.frond.upstream.balance;

import java.time.Duration;

/**
 * Slow start: an endpoint that has just come, or come back, has cold caches and a queue of nobody, which looks
 * inviting. Its weight grows evenly from a tenth to the whole within the given time.
 *
 * @param time zero for none
 */
public record Ramp(Duration time) {
    private static final double LEAST = 0.1;

    /** See {@link Load#warmth()}; of one that came so long ago. */
    public double warmth(long nanosSince) {
        if (nanosSince >= time.toNanos()) {
            return 1;
        }
        double share = (double) nanosSince / time.toNanos();
        return Math.max(LEAST, Math.min(share, 1));
    }
}
