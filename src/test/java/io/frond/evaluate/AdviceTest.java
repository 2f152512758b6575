package io.frond.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.KnowledgeConfig;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdviceTest {
    private static final Settings NOW = Settings.of(KnowledgeConfig.usual("policies", "lucene", Path.of("policies")));
    private static final int QUESTIONS = 60;

    @Test
    void settingsThatAreAllEquallyGoodAreNeverRecommended() {
        var all = Grid.of(NOW).stream().map(one -> tried(one, 0.7, 0)).toList();
        var advice = Advice.of(all, 1);
        assertThat(advice.recommended()).isFalse();
        assertThat(advice.chosen().settings()).isEqualTo(NOW);
        assertThat(advice.ndcg()).isEqualTo(new Interval(0, 0, 0));
    }

    @Test
    void aPlantedBetterWeightIsRecommendedAndNothingElseIsChanged() {
        var all = Grid.of(NOW).stream()
                .map(one -> tried(one, one.search().dense() == 0.8 ? 0.9 : 0.5, 0.2))
                .toList();
        var advice = Advice.of(all, 1);
        assertThat(advice.recommended()).isTrue();
        assertThat(advice.chosen().settings().changes(NOW)).containsExactlyEntriesOf(Map.of("search.dense", "80%"));
        assertThat(advice.ndcg().low()).isBetween(0.2, 0.4);
    }

    /** The best of three hundred looks good by chance; on questions that had no say it is not. */
    @Test
    void theBestOfManyThatDifferByChanceAloneIsHardlyEverRecommended() {
        long recommended = IntStream.range(0, 20)
                .filter(world -> {
                    var random = new Random(world);
                    var all = Grid.of(NOW).stream()
                            .map(one -> chance(one, random))
                            .toList();
                    return Advice.of(all, world).recommended();
                })
                .count();
        assertThat(recommended).isLessThanOrEqualTo(2);
    }

    @Test
    void fewQuestionsRecommendNothingHoweverClearTheyAre() {
        var now = new Tried(NOW, Advice.FEWEST - 1);
        var better = new Tried(NOW.with(5, 0.25, 0.9), Advice.FEWEST - 1);
        Arrays.fill(better.worth(), 1);
        var advice = Advice.of(List.of(now, better), 1);
        assertThat(advice.enough()).isFalse();
        assertThat(advice.recommended()).isFalse();
    }

    @Test
    void worseSettingsAreNotRecommended() {
        var advice = Advice.of(List.of(tried(NOW, 0.9, 0.1), tried(NOW.with(3, 0.25, 0), 0.4, 0.1)), 1);
        assertThat(advice.recommended()).isFalse();
    }

    private static Tried tried(Settings settings, double worth, double spread) {
        var tried = new Tried(settings, QUESTIONS);
        for (int i = 0; i < QUESTIONS; i++) {
            tried.worth()[i] = worth + spread * (i % 5 - 2) / 2;
        }
        return tried;
    }

    private static Tried chance(Settings settings, Random random) {
        var tried = new Tried(settings, QUESTIONS);
        for (int i = 0; i < QUESTIONS; i++) {
            tried.worth()[i] = random.nextDouble();
        }
        return tried;
    }
}
