package io.frond.upstream;

import io.frond.model.Clock;
import java.time.Duration;

/**
 * So many per minute, as providers count: a bucket that holds a minute's worth and refills evenly. What was taken by
 * an estimate is settled afterwards, which can leave less than nothing in it.
 *
 * <p>Not Resilience4j's rate limiter, whose periods let twice as many through around their edge, which takes nothing
 * back, and which reads a clock of its own. Thread-safe.
 */
final class Quota {
    private static final double MINUTE = Duration.ofMinutes(1).toNanos();

    private static final double ROUNDING = 1e-6;

    private final Clock clock;
    private final double perMinute;
    private double left;
    private long stamp;

    Quota(Clock clock, int perMinute) {
        this.clock = clock;
        this.perMinute = perMinute;
        this.left = perMinute;
        this.stamp = clock.nanos();
    }

    /** Takes that many if they are there; a full bucket gives all it has to one who needs more. */
    synchronized boolean take(double amount) {
        refill();
        if (left + ROUNDING < bounded(amount)) {
            return false;
        }
        left -= amount;
        return true;
    }

    /** Takes more, whether there is any or not; below zero gives back. */
    synchronized void settle(double more) {
        refill();
        left = Math.min(perMinute, left - more);
    }

    /** Until that many are there. */
    synchronized Duration rest(double amount) {
        refill();
        double missing = bounded(amount) - left;
        return missing <= ROUNDING ? Duration.ZERO : Duration.ofNanos((long) (missing / perMinute * MINUTE));
    }

    /** As much as was used up of the one before is used up of this one. */
    void inherit(Quota before) {
        double used = before.used();
        synchronized (this) {
            left = perMinute * (1 - used);
        }
    }

    private synchronized double used() {
        refill();
        return 1 - left / perMinute;
    }

    private double bounded(double amount) {
        return Math.min(amount, perMinute);
    }

    private void refill() {
        long now = clock.nanos();
        left = Math.min(perMinute, left + (now - stamp) / MINUTE * perMinute);
        stamp = now;
    }
}
