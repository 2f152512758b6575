package io.frond.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.frond.testing.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChangeRateTest {
    private final FakeClock clock = new FakeClock();
    private final ChangeRate rate = new ChangeRate(clock);

    @Test
    void aSteadyPaceIsFoundAndFollowed() {
        assertThat(rate.perDay()).isZero();
        pass(40, 3);
        assertThat(rate.perDay()).isCloseTo(3, within(0.3));
        pass(40, 12);
        assertThat(rate.perDay()).isCloseTo(12, within(1.0));
    }

    @Test
    void itFadesWhenNothingChangesAnyMore() {
        pass(40, 8);
        clock.advance(Duration.ofDays(5));
        assertThat(rate.perDay()).isCloseTo(4, within(0.5));
        clock.advance(Duration.ofDays(60));
        assertThat(rate.perDay()).isLessThan(0.01);
    }

    @Test
    void aFirstChangeIsNotTakenForAThousandADay() {
        clock.advance(Duration.ofMinutes(1));
        rate.count(1);
        assertThat(rate.perDay()).isBetween(0.9, 1.2);
    }

    private void pass(int days, int changes) {
        for (int hour = 0; hour < 24 * days; hour++) {
            clock.advance(Duration.ofHours(1));
            rate.count(hour % 24 < changes ? 1 : 0);
        }
    }
}
