package io.frond.upstream.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RampTest {
    private static final Duration TIME = Duration.ofSeconds(30);

    @Test
    void theWeightGrowsFromATenthToTheWhole() {
        var ramp = new Ramp(TIME);
        assertThat(ramp.warmth(0)).isEqualTo(0.1);
        assertThat(ramp.warmth(TIME.toNanos() / 2)).isEqualTo(0.5);
        assertThat(ramp.warmth(TIME.toNanos())).isEqualTo(1);
        assertThat(ramp.warmth(Duration.ofDays(9).toNanos())).isEqualTo(1);
    }

    @Test
    void withoutTimeItIsWholeAtOnce() {
        assertThat(new Ramp(Duration.ZERO).warmth(0)).isEqualTo(1);
    }
}
