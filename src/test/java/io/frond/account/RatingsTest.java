package io.frond.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.frond.account.Answered.Answer;
import io.frond.observe.Metrics;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RatingsTest {
    private static final Answer ANSWER = new Answer("acme", "policy", null, null);

    private final Metrics metrics = new Metrics();
    private final Ratings ratings = new Ratings(metrics);

    private void judged(double score, @Nullable Judgement before) {
        ratings.judged(ANSWER, judgement(score), before);
    }

    private static Judgement judgement(double score) {
        return new Judgement(score, null, false, Instant.EPOCH);
    }

    private Rating.Summary summary() {
        return ratings.standings().get(0).summary();
    }

    @Test
    void theIntervalIsWilsons() {
        for (int i = 0; i < 10; i++) {
            judged(i < 8 ? 1 : 0, null);
        }

        assertThat(summary().judged()).isEqualTo(10);
        assertThat(summary().good()).isEqualTo(8);
        assertThat(summary().mean()).isEqualTo(0.8);
        assertThat(summary().low()).isCloseTo(0.490, within(0.001));
        assertThat(summary().high()).isCloseTo(0.943, within(0.001));
    }

    @Test
    void whereNobodyHasJudgedAnythingIsPossible() {
        ratings.ended("acme", "policy", null);

        assertThat(summary()).isEqualTo(new Rating.Summary(1, 0, 0, 0, null, 0, 1, Map.of()));
    }

    @Test
    void aSecondThoughtTakesThePlaceOfTheFirst() {
        judged(0, null);
        judged(1, judgement(0));

        assertThat(summary().judged()).isEqualTo(1);
        assertThat(summary().good()).isEqualTo(1);
        assertThat(summary().bad()).isZero();
        assertThat(summary().mean()).isEqualTo(1);
    }

    @Test
    void signsAreCountedApart() {
        ratings.ended("acme", "policy", Sign.FALLBACK);
        ratings.ended("acme", "policy", Sign.FALLBACK);
        ratings.ended("globex", "policy", Sign.FAILURE);

        assertThat(ratings.standings()).extracting(Ratings.Standing::tenant).containsExactly("acme", "globex");
        assertThat(summary().signs()).isEqualTo(Map.of(Sign.FALLBACK, 2L));
        assertThat(metrics.scrape())
                .contains("frond_feedback_total{label=\"fallback\",route=\"policy\",tenant=\"acme\"} 2.0");
    }

    @Test
    void moreThanSoManyRoutesAreNotRemembered() {
        for (int i = 0; i < 10_050; i++) {
            ratings.ended("acme", "r" + i, null);
        }

        assertThat(ratings.standings()).hasSize(10_000);
    }
}
