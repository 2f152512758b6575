package io.frond.observe;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Bounds of histograms, those of the OpenTelemetry GenAI conventions where they name some. */
final class Buckets {
    static final double[] TOKENS =
            IntStream.rangeClosed(0, 13).mapToDouble(i -> Math.pow(4, i)).toArray();

    static final Duration[] DURATION = millis(
            IntStream.rangeClosed(0, 13).mapToDouble(i -> 10 * Math.pow(2, i)).toArray());

    static final Duration[] FIRST_TOKEN = millis(DoubleStream.concat(
                    DoubleStream.of(1, 5, 10, 20, 40, 60, 80, 100, 250, 500, 750),
                    DoubleStream.of(1000, 2500, 5000, 7500, 10_000, 15_000, 30_000, 60_000))
            .toArray());

    static final Duration[] PER_TOKEN = millis(10, 25, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1000, 2500);

    static final double[] MARGIN = {0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1};

    static final double[] SHARES = {0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2};

    private Buckets() {}

    static Duration[] millis(double... bounds) {
        return Arrays.stream(bounds)
                .mapToObj(bound -> Duration.ofNanos(Math.round(bound * 1e6)))
                .toArray(Duration[]::new);
    }
}
