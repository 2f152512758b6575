package io.frond.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RankingTest {

    @Test
    void allRelevantDocumentsInFrontAreWorthOne() {
        assertThat(new Ranking(List.of("b", "a", "c"), Set.of("a", "b")).ndcg(10))
                .isEqualTo(1);
    }

    @Test
    void aLowerPlaceIsWorthLess() {
        assertThat(new Ranking(List.of("x", "a"), Set.of("a")).ndcg(10)).isEqualTo(0.6309, within(1e-4));
        assertThat(new Ranking(List.of("x", "y", "a"), Set.of("a")).ndcg(10)).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void whatComesBehindTheDepthCountsForNothing() {
        var ranking = new Ranking(List.of("x", "a"), Set.of("a"));
        assertThat(ranking.ndcg(1)).isZero();
        assertThat(ranking.hit(1)).isFalse();
        assertThat(ranking.hit(2)).isTrue();
    }

    @Test
    void moreRelevantDocumentsThanPlacesCanStillBeWorthOne() {
        assertThat(new Ranking(List.of("a"), Set.of("a", "b", "c")).ndcg(1)).isEqualTo(1);
    }

    @Test
    void aQuestionThatNothingAnswersIsRefused() {
        assertThatThrownBy(() -> new Ranking(List.of("a"), Set.of())).hasMessageContaining("nothing answers");
    }
}
