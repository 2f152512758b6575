package io.frond.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.KnowledgeConfig;
import io.frond.model.Passage;
import io.frond.model.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {

    @Test
    void soManyAtMost() {
        assertThat(chosen(search(2, 0, 1_000), 0.9, 0.8, 0.7)).containsExactly(0.9, 0.8);
    }

    @Test
    void noneBelowTheLowestScore() {
        assertThat(chosen(search(5, 0.5, 1_000), 0.6, 0.5, 0.49)).containsExactly(0.6, 0.5);
        assertThat(chosen(search(5, 0.7, 1_000), 0.6, 0.5)).isEmpty();
    }

    @Test
    void noneFarBelowTheBest() {
        assertThat(chosen(search(5, 0, 1_000), 1.0, 0.5, 0.3)).containsExactly(1.0, 0.5);
    }

    @Test
    void noMoreThanTheContextHoldsButSmallerOnesStillComeIn() {
        var hits = List.of(hit(0.9, 100), hit(0.8, 200), hit(0.7, 40));
        var passages = new Selection("k", search(5, 0, 60)).of(hits);
        assertThat(passages).extracting(Passage::score).containsExactly(0.9, 0.7);
    }

    @Test
    void aPassageSaysWhereItComesFrom() {
        var passage =
                new Selection("k", search(5, 0, 60)).of(List.of(hit(0.9, 10))).getFirst();
        assertThat(passage.source()).isEqualTo(new Source("k", "d", "v"));
        assertThat(passage.heading()).isEqualTo("H");
        assertThat(passage.modified()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void nothingFoundNothingChosen() {
        assertThat(chosen(search(5, 0, 60))).isEmpty();
    }

    private static List<Double> chosen(KnowledgeConfig.Search search, double... scores) {
        var hits = new ArrayList<Hit>();
        for (double score : scores) {
            hits.add(hit(score, 10));
        }
        return new Selection("k", search).of(hits).stream().map(Passage::score).toList();
    }

    private static Hit hit(double score, int characters) {
        return new Hit(new Chunk("d", Facts.of("v", Instant.EPOCH), 0, "H", "x".repeat(characters)), score);
    }

    private static KnowledgeConfig.Search search(int topK, double minScore, int context) {
        return new KnowledgeConfig.Search(topK, minScore, 0.5, context, Duration.ofMillis(200));
    }
}
