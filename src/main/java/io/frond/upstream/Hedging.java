package io.frond.upstream;

import io.frond.model.Call;
import io.frond.model.Served;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a try of a backend is slow: once it has taken longer than 95 of 100 do, until the first byte of a stream or of a
 * whole answer. Counts {@code frond.hedges} by who won. Thread-safe.
 */
final class Hedging {
    private static final double SLOW = 0.95;
    /** With fewer samples, what is slow is not known. */
    private static final int FEWEST = 20;

    private final boolean on;
    private final Quantile streams = new Quantile(SLOW);
    private final Quantile wholes = new Quantile(SLOW);
    private final Counter first;
    private final Counter second;

    /** @param on where false, nothing is ever slow */
    Hedging(boolean on, MeterRegistry meters, String backend) {
        this.on = on;
        this.first = counter(meters, backend, "first");
        this.second = counter(meters, backend, "second");
    }

    private static Counter counter(MeterRegistry meters, String backend, String winner) {
        return Counter.builder("frond.hedges")
                .description("Slow tries that were joined by a second one, by which of the two answered")
                .tag("backend", backend)
                .tag("winner", winner)
                .register(meters);
    }

    /** How long to wait before a second endpoint is asked; empty where none is. */
    Optional<Duration> patience(Call call) {
        if (!on || !call.ask().operation().repeatable()) {
            return Optional.empty();
        }
        synchronized (this) {
            var seen = of(call);
            return seen.weight() < FEWEST
                    ? Optional.empty()
                    : Optional.of(Duration.ofMillis((long) Math.ceil(seen.millis())));
        }
    }

    void answered(Call call, @Nullable Served served) {
        if (on && served != null) {
            took(call, served.firstByte());
        }
    }

    /** So long a try took, or longer: one that was given up counts as well, or the slow would never be seen. */
    synchronized void took(Call call, Duration time) {
        of(call).add(time.toNanos() / 1e6);
    }

    void won(boolean byFirst) {
        (byFirst ? first : second).increment();
    }

    private Quantile of(Call call) {
        return call.ask().fields().stream() ? streams : wholes;
    }
}
