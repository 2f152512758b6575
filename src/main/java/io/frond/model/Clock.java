package io.frond.model;

import java.time.Duration;
import java.time.Instant;

/**
 * The two times of a program: monotonic for durations, wall time for what people and HTTP headers read.
 *
 * <p>Time-outs, breakers, buckets and ages are computed from {@link #nanos()}, so that a jump of the wall clock moves
 * none of them. Only the system implementation reads the machine's clocks; tests pass their own.
 */
public interface Clock {

    /** Monotonic nanoseconds from an arbitrary origin; compare by difference only. */
    long nanos();

    /** Wall time. */
    Instant now();

    /** Time passed since an earlier {@link #nanos()}. */
    default Duration since(long nanos) {
        return Duration.ofNanos(nanos() - nanos);
    }

    /** The machine's clocks. */
    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
