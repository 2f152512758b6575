package io.frond.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {

    @Test
    void everyQuestionIsInExactlyOneFoldAndOutsideOfAllOthers() {
        var folds = new Folds(23, 5, 1);
        var all = IntStream.range(0, folds.count()).flatMap(fold -> Arrays.stream(folds.in(fold)));
        assertThat(all.sorted().toArray()).isEqualTo(IntStream.range(0, 23).toArray());
        for (int fold = 0; fold < folds.count(); fold++) {
            assertThat(folds.in(fold).length).isBetween(4, 5);
            assertThat(folds.outside(fold)).doesNotContain(folds.in(fold)).hasSize(23 - folds.in(fold).length);
        }
    }

    @Test
    void theSameSeedDealsTheSameAndAnotherDoesNot() {
        assertThat(new Folds(40, 5, 7).in(0)).isEqualTo(new Folds(40, 5, 7).in(0));
        assertThat(new Folds(40, 5, 7).in(0)).isNotEqualTo(new Folds(40, 5, 8).in(0));
    }

    @Test
    void thereAreNoMoreFoldsThanQuestions() {
        assertThat(new Folds(2, 5, 1).count()).isEqualTo(2);
        assertThat(new Folds(0, 5, 1).count()).isZero();
    }
}
