package io.frond.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {
    private static final String HUGE = "a".repeat(Budget.CHARACTERS - 1) + "!".repeat(100_000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)+$",
                "(a|a)*$",
                "(a|aa)+$",
                "(.*)*x",
                "(.*a){12}z",
                "^(([a-z])+.)+[A-Z]([a-z])+$",
                "(?s)(a|b|c)*d",
                "\\s+$|(\\w+\\s?)*z"
            })
    void anExpressionThatBacktracksWithoutEndEndsWithItsBudget(String regex) {
        var budget = new Budget();

        assertThat(budget.finds(Pattern.compile(regex), HUGE)).isFalse();

        assertThat(budget.spent()).isTrue();
    }

    @Test
    void ordinaryExpressionsFitEvenOnTheLongestTextThatIsRead() {
        var budget = new Budget();
        String text = "word ".repeat(Budget.CHARACTERS / 5 - 2) + "refund";

        assertThat(budget.finds(Pattern.compile("(?i)\\brefund\\b"), text)).isTrue();
        assertThat(budget.spent()).isFalse();
    }

    @Test
    void whatIsSpentByOneExpressionIsMissingToTheNext() {
        var budget = new Budget();

        assertThat(budget.finds(Pattern.compile("(a+)+$"), HUGE)).isFalse();

        assertThat(budget.spent()).isTrue();
        assertThat(budget.finds(Pattern.compile("a"), "a")).isFalse();
        assertThat(new Budget().finds(Pattern.compile("a"), "a")).isTrue();
    }

    @Test
    void textBeyondTheBoundIsNotRead() {
        String far = " ".repeat(Budget.CHARACTERS) + "x";

        assertThat(new Budget().finds(Pattern.compile("x"), far)).isFalse();
        assertThat(new Budget().finds(Pattern.compile("x"), far.substring(1))).isTrue();
    }

    @Test
    void backReferencesAndLookBehindWorkOnCountedText() {
        assertThat(new Budget().finds(Pattern.compile("(\\w+) \\1(?<=the)"), "say the the"))
                .isTrue();
    }
}
