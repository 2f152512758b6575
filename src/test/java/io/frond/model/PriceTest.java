package io.frond.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTest {
    private static final Price PRICE = new Price(
            Money.of("2.50"), Money.of("10"), Money.of("1.25"), Money.of("12"), Money.of("0.001"), Money.of("2.50"));

    @ParameterizedTest
    @CsvSource({
        // prompt, cached, completion, reasoning, cost
        "0, 0, 0, 0, 0.001",
        "1000000, 0, 0, 0, 2.501",
        "1000000, 1000000, 0, 0, 1.251",
        "1000, 400, 100, 0, 0.004",
        "1000, 400, 100, 60, 0.00412",
        "1, 0, 0, 0, 0.0010025",
        "3, 1, 0, 0, 0.00100625",
        // details that are larger than what they are part of count as all of it
        "1000, 9999, 0, 0, 0.00225",
        "0, 0, 10, 99, 0.00112"
    })
    void cachedAndReasoningTokensArePricedApart(
            long prompt, long cached, long completion, long reasoning, String cost) {
        assertThat(PRICE.cost(Usage.of(prompt, cached, completion, reasoning))).isEqualTo(Money.of(cost));
    }

    @Test
    void whatTheProviderPutsIntoItsCacheHasAPriceOfItsOwn() {
        var price = new Price(
                Money.of("3"), Money.of("15"), Money.of("0.30"), Money.of("15"), Money.ZERO, Money.of("3.75"));
        var usage = Usage.of(1_000_000, 400_000, 0, 0);
        assertThat(price.cost(usage.cacheWritten(500_000))).isEqualTo(Money.of("2.295"));
        assertThat(price.cost(usage.cacheWritten(9_000_000)))
                .as("no more than was read and not cached before")
                .isEqualTo(Money.of("2.37"));
        assertThat(price.atMost(1_000_000, 0)).isEqualTo(Money.of("3.75"));
    }

    @Test
    void halfATokenOfANanoDollarIsRoundedUp() {
        var price = Price.of(Money.of("0.0375"), Money.ZERO);
        assertThat(price.cost(Usage.of(1, 0)).nanos()).isEqualTo(38);
        assertThat(price.cost(Usage.of(2, 0)).nanos()).isEqualTo(75);
    }

    @Test
    void anUnknownUsageCostsNothing() {
        assertThat(PRICE.cost(Usage.UNKNOWN)).isEqualTo(Money.ZERO);
    }

    @Test
    void figuresThatNobodyCanPayAreTheMostThereIs() {
        assertThat(PRICE.cost(Usage.of(Long.MAX_VALUE, Long.MAX_VALUE))).isEqualTo(Money.MOST);
    }

    @Test
    void theMostCountsEveryTokenAtItsDearest() {
        assertThat(PRICE.atMost(1_000_000, 1_000_000)).isEqualTo(Money.of("14.501"));
    }

    @Test
    void aPriceIsNotNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> Price.of(Money.of("-1"), Money.ZERO));
    }
}
