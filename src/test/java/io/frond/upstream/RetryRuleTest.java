package io.frond.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.upstream.RetryRule.Again;
import io.frond.upstream.RetryRule.Elsewhere;
import io.frond.upstream.RetryRule.Facts;
import io.frond.upstream.RetryRule.GiveUp;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryRuleTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final RetryRule RULE = new RetryRule(Duration.ofSeconds(5));

    /** @param another whether a sibling takes calls */
    private static Facts facts(boolean another, int failures, Duration waited, Duration remaining) {
        return new Facts(true, another, true, failures, waited, remaining);
    }

    private static Refused failure(Reason reason) {
        return Refused.of(reason, "no");
    }

    @ParameterizedTest
    @EnumSource(names = "UPSTREAM_.*", mode = EnumSource.Mode.MATCH_ALL)
    void whateverIsWrongWithOneEndpointAnotherIsAskedAtOnce(Reason reason) {
        assertThat(RULE.after(failure(reason), facts(true, 1, Duration.ZERO, LONG), 0.5))
                .isEqualTo(new Elsewhere());
    }

    @ParameterizedTest
    @EnumSource(names = "(CALLER|POLICY)_.*|RETRIEVAL_FAILED|DRAINING|INTERNAL", mode = EnumSource.Mode.MATCH_ALL)
    void whatIsNotTheEndpointsFaultIsNotTriedAgain(Reason reason) {
        assertThat(RULE.after(failure(reason), facts(true, 1, Duration.ZERO, LONG), 0.5))
                .isEqualTo(new GiveUp());
    }

    @ParameterizedTest
    @EnumSource(names = {"UPSTREAM_TIMEOUT", "UPSTREAM_AUTH", "UPSTREAM_OPEN", "SHED"})
    void theOnlyEndpointIsNotAskedAgainWhereThatCannotHelp(Reason reason) {
        assertThat(RULE.after(failure(reason), facts(false, 1, Duration.ZERO, LONG), 0.5))
                .isEqualTo(new GiveUp());
    }

    @Test
    void thePauseDoublesFromATenthOfASecondWithJitter() {
        for (int failures = 1; failures <= 4; failures++) {
            long most = 100L << (failures - 1);
            var facts = facts(false, failures, Duration.ZERO, LONG);
            assertThat(RULE.after(failure(Reason.UPSTREAM_5XX), facts, 0))
                    .isEqualTo(new Again(Duration.ofMillis(most / 2)));
            assertThat(RULE.after(failure(Reason.UPSTREAM_5XX), facts, 1))
                    .isEqualTo(new Again(Duration.ofMillis(most)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void aWishIsNeverCutShort(double chance) {
        var wished = failure(Reason.UPSTREAM_RATE).after(Duration.ofSeconds(5));
        assertThat(RULE.after(wished, facts(false, 1, Duration.ZERO, LONG), chance))
                .isInstanceOfSatisfying(Again.class, again -> assertThat(again.after())
                        .isBetween(Duration.ofSeconds(5), Duration.ofMillis(5_500)));
    }

    @Test
    void allPausesTogetherStayWithinTheBound() {
        var wished = failure(Reason.UPSTREAM_RATE).after(Duration.ofSeconds(3));
        assertThat(RULE.after(wished, facts(false, 2, Duration.ofSeconds(3), LONG), 0))
                .isEqualTo(new GiveUp());
    }

    @Test
    void aPauseThatLeavesNoTimeForATryIsNotMade() {
        var wished = failure(Reason.UPSTREAM_RATE).after(Duration.ofSeconds(1));
        assertThat(RULE.after(wished, facts(false, 1, Duration.ZERO, Duration.ofMillis(1_199)), 0))
                .isEqualTo(new GiveUp());
        assertThat(RULE.after(wished, facts(false, 1, Duration.ZERO, Duration.ofMillis(1_200)), 0))
                .isInstanceOf(Again.class);
    }

    @Test
    void whereSiblingsWereAskedNoneIsAskedTwice() {
        var facts = new Facts(true, false, false, 2, Duration.ZERO, LONG);
        assertThat(RULE.after(failure(Reason.UPSTREAM_5XX), facts, 0)).isEqualTo(new GiveUp());
    }

    @Test
    void withoutLeaveToRepeatThereIsNoSecondTry() {
        var facts = new Facts(false, true, true, 1, Duration.ZERO, LONG);
        assertThat(RULE.after(failure(Reason.UPSTREAM_CONNECT), facts, 0)).isEqualTo(new GiveUp());
    }
}
