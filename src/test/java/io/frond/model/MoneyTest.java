package io.frond.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
    private final SplittableRandom random = new SplittableRandom(5);

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "20, 20000000000",
        "0.15, 150000000",
        "1.5e-07, 150",
        "-0.000000001, -1",
        "9223372036.854775807, 9223372036854775807",
        "00.10, 100000000"
    })
    void aDecimalIsItsNanoDollars(String dollars, long nanos) {
        assertThat(Money.of(dollars).nanos()).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1",
                "1,5",
                "$1",
                "1.",
                ".5",
                "NaN",
                "0x1",
                "1e",
                "1.25e-8x",
                "1.25e-08",
                "0.0000000001",
                "9223372036.854775808",
                "1e99",
                "-9223372036.854775808"
            })
    void whatIsNoAmountIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Money.of(text));
    }

    @Test
    void whatIsPrintedParsesToTheSame() {
        for (int i = 0; i < 100_000; i++) {
            var money = new Money(random.nextLong() >> random.nextInt(64));
            if (money.nanos() != Long.MIN_VALUE) {
                assertThat(Money.of(money.toString())).isEqualTo(money);
                assertThat(money.toString()).doesNotContain("E").doesNotEndWith(".");
            }
        }
    }

    @Test
    void sumsAreThoseOfDecimals() {
        for (int i = 0; i < 100_000; i++) {
            var one = new Money(random.nextLong() / 2);
            var other = new Money(random.nextLong() / 2);
            assertThat(decimal(one.plus(other)))
                    .isEqualByComparingTo(decimal(one).add(decimal(other)));
            assertThat(one.plus(other).minus(other)).isEqualTo(one);
        }
    }

    @Test
    void whatDoesNotFitIsAnErrorNotAWrapAround() {
        assertThatThrownBy(() -> Money.MOST.plus(new Money(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Money(-2).minus(Money.MOST)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void theCostIsTheExactSumRoundedOnce() {
        for (int i = 0; i < 100_000; i++) {
            var price = new Price(any(40), any(40), any(40), any(40), any(30), any(40));
            var usage = usage(random.nextInt(45));
            assertThat(price.cost(usage)).isEqualTo(slowly(price, usage));
        }
    }

    @Test
    void noRequestCostsMoreThanTheMostItCan() {
        for (int i = 0; i < 100_000; i++) {
            var price = new Price(any(40), any(40), any(40), any(40), any(30), any(40));
            var usage = usage(random.nextInt(45));
            assertThat(price.atMost(usage.prompt(), usage.completion())).isGreaterThanOrEqualTo(price.cost(usage));
        }
    }

    private Money any(int bits) {
        return new Money(random.nextLong(1L << random.nextInt(1, bits)));
    }

    private Usage usage(int bits) {
        long prompt = random.nextLong(1L << bits);
        long completion = random.nextLong(1L << bits);
        long cached = random.nextLong(prompt + 1);
        return Usage.of(prompt, cached, completion, random.nextLong(completion + 1))
                .cacheWritten(random.nextLong(prompt - cached + 1));
    }

    private static BigDecimal decimal(Money money) {
        return new BigDecimal(money.toString());
    }

    /** The same by arithmetic that knows no bounds. */
    private static Money slowly(Price price, Usage usage) {
        var parts = big(usage.prompt() - usage.cached() - usage.cacheWritten(), price.input())
                .add(big(usage.cached(), price.cached()))
                .add(big(usage.cacheWritten(), price.cacheWrite()))
                .add(big(usage.completion() - usage.reasoning(), price.output()))
                .add(big(usage.reasoning(), price.reasoning()));
        var nanos = parts.add(BigInteger.valueOf(500_000))
                .divide(BigInteger.valueOf(1_000_000))
                .add(BigInteger.valueOf(price.request().nanos()));
        return nanos.bitLength() > 63 ? Money.MOST : new Money(nanos.longValueExact());
    }

    private static BigInteger big(long tokens, Money price) {
        return BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(price.nanos()));
    }
}
