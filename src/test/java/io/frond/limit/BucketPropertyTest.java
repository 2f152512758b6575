package io.frond.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.limit.Bucket.Rate;
import io.frond.testing.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the generic cell rate algorithm promises, whatever the limit, the period and the clients. */
class BucketPropertyTest {
    private final FakeClock clock = new FakeClock();
    private final LimitStore store = LimitStore.memory(clock);
    private long ids;

    @ParameterizedTest
    @CsvSource({"1,1", "7,1", "600,60", "997,60", "60,3600", "200000,60", "2000000000,60", "100000000,1", "5,86400"})
    void inNoStretchOfTimeDoMoreThanOneBucketAndTheSteadyRatePass(long limit, long seconds) {
        var random = new Random(limit * 31 + seconds);
        var bucket = bucket(limit, seconds);
        double perNano = limit / (seconds * 1e9);
        double lowest = Double.MAX_VALUE;
        double passed = 0;
        for (int i = 0; i < 20_000; i++) {
            clock.advance(Duration.ofNanos(gap(random, seconds)));
            long wanted = 1 + random.nextLong(Math.max(1, limit / 50));
            lowest = Math.min(lowest, passed - clock.nanos() * perNano);
            if (take(bucket, wanted)) {
                passed += wanted;
                double most = passed - clock.nanos() * perNano - lowest;
                assertThat(most).isLessThanOrEqualTo(limit * 1.001 + 1e-3);
            }
        }
    }

    /** Mostly about the rate, at times much at once, at times nothing for long. */
    private static long gap(Random random, long seconds) {
        long period = seconds * 1_000_000_000L;
        return switch (random.nextInt(20)) {
            case 0 -> period / 10 + random.nextLong(period);
            case 1, 2, 3, 4, 5, 6 -> 0;
            default -> random.nextLong(Math.max(1, period / 60));
        };
    }

    @ParameterizedTest
    @CsvSource({"1,1", "7,1", "600,60", "997,60", "60,3600", "2000,86400"})
    void whoeverAsksWithoutPauseGetsTheSteadyRate(long limit, long seconds) {
        var bucket = bucket(limit, seconds);
        var step = Duration.ofNanos(seconds * 1_000_000_000L / limit / 20);
        long allowed = 0;
        for (long tried = 0; tried < limit * 5 * 20; tried++) {
            allowed += take(bucket, 1) ? 1 : 0;
            clock.advance(step);
        }
        assertThat((double) allowed).isBetween(0.98 * 6 * limit - 1, 6.0 * limit);
    }

    @ParameterizedTest
    @CsvSource({"600,60", "997,60", "200000,60", "5,86400"})
    void whoeverWaitsForThePauseThatWasToldIsLetIn(long limit, long seconds) {
        var random = new Random(limit);
        var bucket = bucket(limit, seconds);
        for (int i = 0; i < 2_000; i++) {
            long wanted = 1 + random.nextLong(Math.max(1, limit / 3));
            var told = standing(bucket, wanted);
            if (!told.fits()) {
                clock.advance(told.pause().minusNanos(1));
                assertThat(standing(bucket, wanted).fits()).isFalse();
                clock.advance(Duration.ofNanos(1));
                assertThat(take(bucket, wanted)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"600,60", "997,60", "200000,60"})
    void whatIsToldToRemainCanBeTaken(long limit, long seconds) {
        var random = new Random(limit);
        var bucket = bucket(limit, seconds);
        for (int i = 0; i < 5_000; i++) {
            clock.advance(Duration.ofNanos(gap(random, seconds)));
            long remaining = standing(bucket, 0).remaining();
            assertThat(standing(bucket, remaining + 2).fits()).isFalse();
            assertThat(take(bucket, Math.min(remaining, random.nextLong(limit))))
                    .isTrue();
        }
    }

    private boolean take(Bucket bucket, long amount) {
        return standing(bucket, amount).fits();
    }

    private Taken.Standing standing(Bucket bucket, long amount) {
        var claim = Claim.used(bucket, amount);
        return store.take(new Reservation("p-" + ++ids, List.of(claim)))
                .result()
                .standings()
                .get(0);
    }

    private static Bucket bucket(long limit, long seconds) {
        return new Bucket("tenant:acme", "tenant:acme:x", new Rate(Duration.ofSeconds(seconds)), limit);
    }
}
