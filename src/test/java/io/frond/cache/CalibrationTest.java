package io.frond.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of which the truth is known: the more similar, the more often right. */
class CalibrationTest {
    private static final int REQUESTS = 4_000;

    private final Random random = new Random(17);
    private int hits;
    private int wrong;
    private int checks;

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.02, 0.05})
    void wrongHitsStayBelowTheErrorAndHitsAreEarned(double error) {
        int kept = 0;
        int all = 0;
        for (int order = 0; order < 20; order++) {
            run(new Calibration(error, 0.25, random), REQUESTS, 0);
            kept += wrong <= error * REQUESTS ? 1 : 0;
            all += hits;
        }

        assertThat(kept).isGreaterThanOrEqualTo(19);
        assertThat(all).isGreaterThan(20 * REQUESTS / 20);
    }

    @Test
    void aQuarterOfTheHitsIsCheckedAtFirstAndFewerLater() {
        var calibration = new Calibration(0.05, 0.25, random);
        run(calibration, REQUESTS, 0);
        double first = (double) checks / hits;
        run(calibration, 3 * REQUESTS, 0);
        double later = (double) checks / hits;

        assertThat(first).isBetween(0.1, 0.3);
        assertThat(later).isBetween(0.02, first);
    }

    @Test
    void whereAnswersTurnWrongTheHitsEnd() {
        var calibration = new Calibration(0.05, 0.25, random);
        run(calibration, REQUESTS, 0);
        assertThat(hits).isPositive();

        run(calibration, 1_000, 0.5);
        run(calibration, 1_000, 0.5);

        assertThat(wrong).as("of a thousand, in the second thousand").isLessThanOrEqualTo(50);
    }

    @Test
    void withoutJudgementsThereAreNoHits() {
        var calibration = new Calibration(0.2, 1, random);
        for (int i = 0; i < 500; i++) {
            assertThat(calibration.consider(evidence(0.99)).hit()).isFalse();
        }
        assertThat(calibration.threshold()).isGreaterThan(1);
    }

    @Test
    void aComplaintCountsOnceAsAnError() {
        var calibration = new Calibration(0.2, 1, random);
        var trial = calibration.consider(evidence(0.99));
        calibration.complained(trial);
        calibration.complained(trial);

        assertThat(calibration.threshold()).isGreaterThan(1);
    }

    private void run(Calibration calibration, int requests, double spoilt) {
        hits = 0;
        wrong = 0;
        checks = 0;
        for (int i = 0; i < requests; i++) {
            double similarity = 0.5 + 0.5 * random.nextDouble();
            boolean right = random.nextDouble() > spoilt && random.nextDouble() < chance(similarity);
            var trial = calibration.consider(evidence(similarity));
            hits += trial.hit() ? 1 : 0;
            wrong += trial.hit() && !right ? 1 : 0;
            checks += trial.check() ? 1 : 0;
            if (!trial.hit() || trial.check()) {
                calibration.judged(trial, right);
            }
        }
    }

    private static double chance(double similarity) {
        return 1 / (1 + Math.exp(-(similarity - 0.8) * 40));
    }

    private static Evidence evidence(double similarity) {
        return new Evidence(similarity, 0.1, 0.5, 0.5, 0, 0);
    }
}
