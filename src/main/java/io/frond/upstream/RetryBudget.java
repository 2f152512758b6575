package io.frond.upstream;

import io.frond.model.Clock;

/**
 * How many second tries a backend may make: a share of its requests, and a few per second so that a quiet one may try
 * at all. Keeps a failing backend from being hit by all its requests several times over.
 *
 * <p>A token bucket of ten seconds' depth; starts with one second's tokens. Thread-safe.
 */
final class RetryBudget {
    private static final double PER_SECOND = 10;
    private static final double DEPTH = 10 * PER_SECOND;

    private final Clock clock;
    private final double share;
    private double tokens = PER_SECOND;
    private long stamp;

    RetryBudget(Clock clock, double share) {
        this.clock = clock;
        this.share = share;
        this.stamp = clock.nanos();
    }

    /** A request came in. */
    synchronized void request() {
        tokens = Math.min(DEPTH, tokens + share);
    }

    /** Takes leave for one more try. */
    synchronized boolean retry() {
        long now = clock.nanos();
        tokens = Math.min(DEPTH, tokens + (now - stamp) / 1e9 * PER_SECOND);
        stamp = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
