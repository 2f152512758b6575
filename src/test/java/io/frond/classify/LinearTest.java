package io.frond.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Given;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LinearTest extends EveryClassifier {
    private static Linear linear;

    @BeforeAll
    static void train() {
        linear = Linear.train(Lessons.of(Shop.CONFIG.routes().values()), Shop.MIN_MARGIN);
    }

    @Override
    Classifier classifier() {
        return new Cascade(List.of(linear));
    }

    @Test
    void wordingLikeTheExamplesFindsTheirRoute() throws Exception {
        assertThat(best("Please redraft the indemnity clause")).isEqualTo("contracts");
        assertThat(best("how long may I return shoes")).isEqualTo("policy");
        assertThat(best("how are you?")).isEqualTo("smalltalk");
    }

    @Test
    void whatIsPlainIsSettledAndWhatIsNotIsPassedOn() {
        var ordinary = linear.consider(tenant(ALL), Given.question("quarterly figures of the northern region"));

        assertThat(ordinary.result()).isInstanceOf(Opinion.Leaning.class);
    }

    @Test
    void routesOfOthersCountForNothing() throws Exception {
        var all = verdict(tenant(ALL), Given.question("how are you?"));
        var two = verdict(tenant(List.of("contracts", "policy")), Given.question("how are you?"));

        assertThat(all.candidates().get(0).name()).isEqualTo("smalltalk");
        assertThat(two.candidates().stream().mapToDouble(c -> c.probability()).sum())
                .isCloseTo(1, org.assertj.core.api.Assertions.within(1e-9));
    }

    @Test
    void oneKnownRouteIsNoChoice() {
        var opinion = linear.consider(tenant(List.of("policy", "unheard-of")), Given.question("return"));

        assertThat(opinion.result()).isEqualTo(Opinion.Silent.EXPECTED);
    }

    @Test
    void trainingTwiceGivesTheSameModel() throws Exception {
        var again = Linear.train(Lessons.of(Shop.CONFIG.routes().values()), Shop.MIN_MARGIN);
        var ask = Given.question("may I return the clause of the joke?");

        assertThat(again.consider(tenant(ALL), ask).result())
                .isEqualTo(linear.consider(tenant(ALL), ask).result());
    }

    private String best(String text) throws Exception {
        return verdict(tenant(ALL), Given.question(text)).candidates().get(0).name();
    }
}
