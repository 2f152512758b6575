package io.frond.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OutcomesTest {
    private final Outcomes outcomes = new Outcomes(2);

    @Test
    void ofAnArmThatNobodyHasJudgedNothingIsKnown() {
        assertThat(outcomes.expected("tuned", "law", new float[] {1, 0})).isEqualTo(0.5);
    }

    @Test
    void theAverageOfAClusterIsLearnt() {
        for (int i = 0; i < 500; i++) {
            outcomes.learn("tuned", "law", new float[] {0, 0}, 1);
            outcomes.learn("tuned", "sums", new float[] {0, 0}, 0);
        }

        assertThat(outcomes.expected("tuned", "law", new float[] {0, 0})).isGreaterThan(0.9);
        assertThat(outcomes.expected("tuned", "sums", new float[] {0, 0})).isLessThan(0.1);
    }

    @Test
    void withinAClusterTheTextTellsMore() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 2_000; i++) {
            boolean hard = random.nextBoolean();
            outcomes.learn("base", "all", hard ? new float[] {1, 0} : new float[] {0, 1}, hard ? 0.2 : 0.8);
        }

        assertThat(outcomes.expected("base", "all", new float[] {1, 0})).isCloseTo(0.2, within(0.05));
        assertThat(outcomes.expected("base", "all", new float[] {0, 1})).isCloseTo(0.8, within(0.05));
    }
}
