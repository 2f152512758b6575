package io.frond.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.limit.Bucket.Calendar;
import io.frond.limit.Bucket.Measure;
import io.frond.limit.Bucket.Rate;
import io.frond.model.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The wall clock is set; the monotonic one goes on. */
class ClockJumpTest {
    private final Walls clock = new Walls();
    private final LimitStore store = LimitStore.memory(clock);
    private int ids;

    private static final class Walls implements Clock {
        private Instant wall = Instant.parse("2026-03-01T23:30:00Z");
        private long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant now() {
            return wall;
        }

        void jump(Duration by) {
            wall = wall.plus(by);
        }

        void advance(Duration by) {
            nanos += by.toNanos();
            wall = wall.plus(by);
        }
    }

    @Test
    void F24_aRateDoesNotNotice() {
        var rate = bucket("rph", new Rate(Duration.ofHours(1)));
        assertThat(spend(rate, 100)).isTrue();
        clock.jump(Duration.ofHours(1));
        assertThat(spend(rate, 1)).isFalse();
        clock.jump(Duration.ofHours(-2));
        assertThat(spend(rate, 1)).isFalse();
        clock.advance(Duration.ofMinutes(30));
        assertThat(spend(rate, 50)).isTrue();
        assertThat(spend(rate, 1)).isFalse();
    }

    @Test
    void F24_aDayThatHasBegunIsNotBegunAgainWhenTheClockIsSetBack() {
        var budget = bucket("usd", Calendar.DAY);
        assertThat(spend(budget, 100)).isTrue();
        clock.jump(Duration.ofHours(1));
        assertThat(spend(budget, 100)).isTrue();

        clock.jump(Duration.ofHours(-1));
        assertThat(spend(budget, 1)).isFalse();
        clock.advance(Duration.ofHours(1));
        assertThat(spend(budget, 1)).isFalse();
        clock.advance(Duration.ofDays(1));
        assertThat(spend(budget, 100)).isTrue();
    }

    @Test
    void F24_settingTheClockBackWithinADayChangesNothing() {
        var budget = bucket("usd", Calendar.MONTH);
        assertThat(spend(budget, 60)).isTrue();
        clock.jump(Duration.ofHours(-1));
        assertThat(spend(budget, 41)).isFalse();
        assertThat(spend(budget, 40)).isTrue();
    }

    @Test
    void F24_aClockThatWasFarAheadDoesNotLeaveABudgetSpentForEver() {
        var budget = bucket("usd", Calendar.DAY);
        clock.jump(Duration.ofDays(400));
        assertThat(spend(budget, 100)).isTrue();
        clock.jump(Duration.ofDays(-400));
        assertThat(spend(budget, 1)).isFalse();

        clock.advance(Duration.ofDays(1));

        assertThat(spend(budget, 100)).isTrue();
    }

    private boolean spend(Bucket bucket, long amount) {
        var claim = Claim.used(bucket, amount);
        return store.take(new Reservation("j" + ++ids, List.of(claim))).result().allowed();
    }

    private static Bucket bucket(String name, Measure measure) {
        return new Bucket("tenant:acme", "tenant:acme:" + name, measure, 100);
    }
}
