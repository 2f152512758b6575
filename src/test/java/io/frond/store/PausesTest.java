package io.frond.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PausesTest {
    private final FakeClock clock = new FakeClock();
    private long chance = -1;
    private final Pauses pauses = new Pauses(clock, () -> chance);

    @Test
    void nothingIsPausedBeforeTheFirstLoss() {
        assertThat(pauses.over()).isTrue();
    }

    @Test
    void pausesDoubleUpToTwoSecondsAndStartAgainAfterAnAnswer() {
        for (int expected : new int[] {100, 200, 400, 800, 1600, 2000, 2000}) {
            assertThat(length()).isEqualTo(Duration.ofMillis(expected));
        }
        pauses.end();

        assertThat(length()).isEqualTo(Pauses.FIRST);
    }

    @Test
    void chanceShortensAPauseByUpToAHalf() {
        chance = 0;
        pauses.begin();
        clock.advance(Pauses.FIRST.dividedBy(2).minusMillis(1));
        assertThat(pauses.over()).isFalse();
        clock.advance(Duration.ofMillis(1));

        assertThat(pauses.over()).isTrue();
    }

    private Duration length() {
        pauses.begin();
        long began = clock.nanos();
        while (!pauses.over()) {
            clock.advance(Duration.ofMillis(100));
        }
        return clock.since(began);
    }
}
