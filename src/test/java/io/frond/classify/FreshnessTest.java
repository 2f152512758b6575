package io.frond.classify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreshnessTest {
    private static final Freshness FRESHNESS = Freshness.learn();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what is the current mortgage rate",
                "who is on duty this evening?",
                "Which trains are delayed right now?",
                "what did the company announce yesterday"
            })
    void whatDependsOnTodayIsFresh(String question) {
        assertThat(FRESHNESS.of(question)).isGreaterThan(0.5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is the difference between a lease and a licence?",
                "write a limerick about cats",
                "Redraft the termination clause",
                "What are the symptoms of measles?"
            })
    void whatNeverChangesIsNot(String question) {
        assertThat(FRESHNESS.of(question)).isLessThan(0.5);
    }

    @Test
    void theSameQuestionIsAlwaysAsFresh() {
        assertThat(Freshness.learn().of("who won today?")).isEqualTo(FRESHNESS.of("who won today?"));
    }
}
