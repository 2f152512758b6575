package io.frond.upstream.balance;

import io.frond.model.Clock;
import java.time.Duration;

/**
 * A moving average that rises at once and falls slowly (peak EWMA): {@code a = max(sample, sample + (a - sample) *
 * e^(-dt/tau))}. Left alone it decays with the same tau, so that an endpoint that was slow is tried again; after three
 * tau it is forgotten, as a trace of it would only make the endpoint look quick.
 *
 * <p>Thread-safe.
 */
public final class Latency {
    private static final double TAU_NANOS = Duration.ofSeconds(10).toNanos();
    private static final double FORGOTTEN = 3;

    private final Clock clock;
    private double seconds;
    private long stamp;

    public Latency(Clock clock) {
        this.clock = clock;
        stamp = clock.nanos();
    }

    public synchronized void sample(Duration took) {
        double sample = took.toNanos() / 1e9;
        double faded = Math.exp(-(clock.nanos() - stamp) / TAU_NANOS);
        seconds = Math.max(sample, sample + (seconds - sample) * faded);
        stamp = clock.nanos();
    }

    /**
     * Seconds; 0 while nothing is known.
     *
     * @param now of the same clock
     */
    public synchronized double seconds(long now) {
        double age = (now - stamp) / TAU_NANOS;
        return seconds == 0 || age > FORGOTTEN ? 0 : seconds * Math.exp(-age);
    }
}
