package io.frond.upstream;

import io.frond.model.Clock;
import java.time.Duration;

/**
 * A moving average that rises at once and falls slowly (peak EWMA): {@code a = max(sample, sample + (a - sample) *
 * e^(-dt/tau))}. Left alone it decays to nothing with the same tau, so that an endpoint that was slow is tried again.
 *
 * <p>Thread-safe.
 */
final class Latency {
    private static final double TAU_NANOS = Duration.ofSeconds(10).toNanos();

    private final Clock clock;
    private double seconds;
    private long stamp;

    Latency(Clock clock) {
        this.clock = clock;
        stamp = clock.nanos();
    }

    synchronized void sample(Duration took) {
        double sample = took.toNanos() / 1e9;
        double faded = Math.exp(-(clock.nanos() - stamp) / TAU_NANOS);
        seconds = Math.max(sample, sample + (seconds - sample) * faded);
        stamp = clock.nanos();
    }

    /** Seconds; 0 while nothing is known. */
    synchronized double seconds() {
        return seconds * Math.exp(-(clock.nanos() - stamp) / TAU_NANOS);
    }
}
