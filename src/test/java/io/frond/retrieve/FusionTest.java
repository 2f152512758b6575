package io.frond.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FusionTest {

    @Test
    void bestInBothGetsAllThatTheEvidenceAllows() {
        var best = candidate(8, 0.9, 0.7);
        assertThat(new Fusion(List.of(best, candidate(4, 0.5, 0.3)), 0.5).score(best))
                .isEqualTo(1);
    }

    @Test
    void theWeightDecidesBetweenWordsAndMeaning() {
        var words = candidate(10, 0.9, 0.2);
        var meaning = candidate(2, 0.1, 0.8);
        var both = List.of(words, meaning);
        assertThat(new Fusion(both, 0.2).score(words)).isGreaterThan(new Fusion(both, 0.2).score(meaning));
        assertThat(new Fusion(both, 0.8).score(meaning)).isGreaterThan(new Fusion(both, 0.8).score(words));
    }

    @Test
    void theBestOfABadLotScoresLow() {
        var best = candidate(3, 0.1, 0.1);
        var fusion = new Fusion(List.of(best, candidate(1, 0.05, 0.05)), 0.5);
        assertThat(fusion.score(best)).isLessThan(0.15);
    }

    @Test
    void withoutAnyVectorWordsAreEverything() {
        var best = candidate(6, 0.9, null);
        var half = candidate(3, 0.4, null);
        var fusion = new Fusion(List.of(best, half), 0.5);
        assertThat(fusion.score(best)).isEqualTo(1);
        assertThat(fusion.score(half)).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void nothingFoundAnywhereScoresZero() {
        var nothing = candidate(0, 0, -0.2);
        assertThat(new Fusion(List.of(nothing), 0.5).score(nothing)).isZero();
    }

    private static Candidate candidate(double words, double coverage, @Nullable Double cosine) {
        return new Candidate(0, words, coverage, cosine);
    }
}
