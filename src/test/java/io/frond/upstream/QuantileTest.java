package io.frond.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantileTest {
    private static final Percentage CLOSE = Percentage.withPercentage(5.5);

    private final Quantile quantile = new Quantile(0.95);

    @CanIgnoreReturnValue
    private double[] feed(DoubleSupplier times, int count) {
        var samples = DoubleStream.generate(times).limit(count).toArray();
        Arrays.stream(samples).forEach(quantile::add);
        Arrays.sort(samples);
        return samples;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isWithinHalfABucketOfTheTrueQuantile(long seed) {
        var random = new Random(seed);
        var sorted = feed(() -> Math.exp(5 + random.nextGaussian()), 1_900);
        assertThat(quantile.millis()).isCloseTo(sorted[1_804], CLOSE);
    }

    @Test
    void knowsNothingOfNothing() {
        assertThat(quantile.millis()).isZero();
    }

    @Test
    void takesTheShortestAndTheLongest() {
        feed(() -> 0.01, 100);
        assertThat(quantile.millis()).isCloseTo(1, within(0.001));
        feed(() -> 1e12, 100);
        assertThat(quantile.millis()).isGreaterThan(5_000_000);
    }

    @Test
    void forgetsWhatWasLongAgo() {
        var random = new Random(7);
        feed(() -> 1_000 + random.nextInt(200), 5_000);
        feed(() -> 10 + random.nextInt(5), 12_000);
        assertThat(quantile.millis()).isLessThan(20);
        assertThat(quantile.weight()).isBetween(1_000.0, 2_000.0);
    }
}
