package io.frond.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.frond.model.Route;
import io.frond.model.Verdict;
import io.frond.model.Verdict.Candidate;
import io.frond.route.Decision.Basis;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WeighingTest {
    private static final Arm TUNED = new Arm("contracts", "legal-ft", null, true, 0.2, 0.01, true);
    private static final Arm RETRIEVE = new Arm("policy", "general", "policies", false, 1.5, 0.002, true);
    private static final Objective CAREFUL = new Objective(5, 1, 0, 0);

    @Test
    void whereAllMistakesCostTheSameTheLikeliestIsWorthMost() {
        assertThat(choice(0.6, 0.4, 0, Objective.LIKELIEST)).isEqualTo("contracts");
    }

    @Test
    void aDearMissedRetrievalIsAvoidedEvenWhereItIsLessLikely() {
        assertThat(choice(0.6, 0.4, 0, CAREFUL)).isEqualTo("policy");
        assertThat(choice(0.9, 0.1, 0, CAREFUL)).isEqualTo("contracts");
    }

    @Test
    void theUtilityOfAnArmIsWhatItIsExpectedToCost() {
        var weighed = Weighing.of(verdict(0.9, 0.1), state(0), new Objective(5, 2, 0.1, 10));

        assertThat(weighed.get(0).arm()).isEqualTo(TUNED);
        assertThat(weighed.get(0).utility()).isCloseTo(-(0.1 * 5 + 0.2 * 0.1 + 0.01 * 10), within(1e-12));
        assertThat(weighed.get(1).utility()).isCloseTo(-(0.9 * 2 + 1.5 * 0.1 + 0.002 * 10), within(1e-12));
    }

    @Test
    void whatDependsOnTodayIsLookedUp() {
        assertThat(choice(0.9, 0.1, 0.8, CAREFUL)).isEqualTo("policy");
    }

    @Test
    void aCollectionThatNeverChangesMakesFreshnessCountForNothing() {
        var still = new State(List.of(TUNED, RETRIEVE), 0.8, 0);

        assertThat(Decision.choice(basis(0.9, 0.1, still, CAREFUL))).isEqualTo("contracts");
    }

    @Test
    void anArmWithoutEndpointsIsLeftToTheOthers() {
        var closed = new Arm("contracts", "legal-ft", null, true, 0.2, 0.01, false);
        var state = new State(List.of(closed, RETRIEVE), 0, 1);

        assertThat(Decision.choice(basis(0.9, 0.1, state, CAREFUL))).isEqualTo("policy");
    }

    @Test
    void whoIsInAHurryTakesTheFasterArmOfTwoThatAreAsLikely() {
        assertThat(choice(0.49, 0.51, 0, new Objective(1, 1, 0.1, 0))).isEqualTo("contracts");
    }

    @Test
    void rulesAreFollowedAndNotWeighed() {
        var basis = new Basis(Verdict.certain("contracts", "rules", "why"), state(1), CAREFUL, "policy", 0.08);

        assertThat(Decision.choice(basis)).isEqualTo("contracts");
    }

    @Test
    void whatNoRouteIsForGoesToTheFallback() {
        var strange = new Verdict(verdict(0.5, 0.1).candidates(), "embedding", false, List.of());

        assertThat(Decision.choice(new Basis(strange, state(0), CAREFUL, "elsewhere", 0.08)))
                .isEqualTo("elsewhere");
    }

    @Test
    void everyCounterfactualHoldsWhenItIsApplied() {
        var random = new SplittableRandom(7);
        int found = 0;
        for (int i = 0; i < 200; i++) {
            double p = random.nextDouble();
            var basis = basis(p, 1 - p, state(random.nextDouble()), new Objective(random.nextDouble(0.2, 6), 1, 0, 0));
            var taken = Decision.choice(basis);
            for (var other : Counterfactual.of(basis, taken)) {
                if (other.signal().equals("freshness")) {
                    assertThat(Decision.choice(basis.with(basis.state().fresh(other.value()))))
                            .isEqualTo(other.route())
                            .isNotEqualTo(taken);
                }
                found++;
            }
        }
        assertThat(found).isGreaterThan(100);
    }

    @Test
    void aCounterfactualSaysInWordsWhatItWouldHaveTaken() {
        var basis = basis(0.97, 0.03, state(0.1), CAREFUL);

        assertThat(Counterfactual.of(basis, Decision.choice(basis)))
                .extracting(Counterfactual::words)
                .anyMatch(words -> words.matches("would have been policy at freshness >= 0\\.\\d\\d"));
    }

    @Test
    void fiftyDecisionsReplayBitForBit() {
        var random = new SplittableRandom(11);
        for (int i = 0; i < 50; i++) {
            double p = random.nextDouble();
            var basis = basis(p, 1 - p, state(random.nextDouble()), new Objective(5, 1, 0.1, 10));
            var decision = decision(basis);

            assertThat(decision.again()).isEqualTo(decision.route().name());
            assertThat(decision(basis).weighed()).isEqualTo(decision.weighed());
        }
    }

    @Test
    void theLastDecisionsAreRememberedAndTheOldestForgotten() {
        var decisions = new Decisions();
        var decision = decision(basis(0.9, 0.1, state(0), CAREFUL));
        for (int i = 0; i < 3_000; i++) {
            assertThat(decisions.keep("dec_" + i, decision)).isSameAs(decision);
        }

        assertThat(decisions.find("dec_2999")).contains(decision);
        assertThat(decisions.find("dec_0")).isEmpty();
    }

    private static Decision decision(Basis basis) {
        var name = Decision.choice(basis);
        return new Decision("acme", basis, new Route.Direct(name, "b", List.of()));
    }

    private static String choice(double contracts, double policy, double freshness, Objective objective) {
        return Decision.choice(basis(contracts, policy, state(freshness), objective));
    }

    private static Basis basis(double contracts, double policy, State state, Objective objective) {
        return new Basis(verdict(contracts, policy), state, objective, "policy", 0.08);
    }

    private static State state(double freshness) {
        return new State(List.of(TUNED, RETRIEVE), freshness, 1);
    }

    private static Verdict verdict(double contracts, double policy) {
        var one = new Candidate("contracts", contracts);
        var other = new Candidate("policy", policy);
        var candidates = contracts >= policy ? List.of(one, other) : List.of(other, one);
        return new Verdict(candidates, "embedding", Math.abs(contracts - policy) >= 0.08, List.of());
    }
}
