package io.frond.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalTest {

    @Test
    void noDifferenceIsNoGain() {
        var none = Interval.of(new double[50], new Random(1));
        assertThat(none).isEqualTo(new Interval(0, 0, 0));
        assertThat(none.gain()).isFalse();
        assertThat(Interval.of(new double[0], new Random(1)).gain()).isFalse();
    }

    @Test
    void itIsAsWideAsTheNormalDistributionSays() {
        var random = new Random(2);
        var differences = random.doubles(400).map(x -> x - 0.4).toArray();
        var interval = Interval.of(differences, random);
        double error = 1.96 * Math.sqrt(1 / 12.0 / 400);
        assertThat(interval.low()).isEqualTo(interval.mean() - error, within(error / 10));
        assertThat(interval.high()).isEqualTo(interval.mean() + error, within(error / 10));
        assertThat(interval.gain()).isTrue();
    }

    @Test
    void ofDifferencesThatAreOnlyChanceAboutOneInFortyIsTakenForAGain() {
        var random = new Random(3);
        long gains = random.longs(200)
                .filter(seed -> Interval.of(
                                new Random(seed).doubles(40).map(x -> x - 0.5).toArray(), random)
                        .gain())
                .count();
        assertThat(gains).isBetween(0L, 12L);
    }

    @Test
    void oneQuestionThatGainsALotProvesNothing() {
        var differences = new double[30];
        differences[4] = 1;
        assertThat(Interval.of(differences, new Random(4)).gain()).isFalse();
        Arrays.fill(differences, 0, 12, 1);
        assertThat(Interval.of(differences, new Random(4)).gain()).isTrue();
    }
}
