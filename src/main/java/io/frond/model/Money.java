package io.frond.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * An amount of US dollars: decimal by meaning, a count of nano-dollars inside, so that sums are exact. At most about
 * 9.2 billion dollars either way; what would be more is an error, not a wrap-around.
 *
 * @param nanos billionths of a dollar; negative for what is given back
 */
public record Money(long nanos) implements Comparable<Money> {

    public static final Money ZERO = new Money(0);
    public static final Money MOST = new Money(Long.MAX_VALUE);

    private static final int PLACES = 9;
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,20}(?:\\.[0-9]{1,60})?(?:[eE][+-]?[0-9]{1,2})?");
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    /**
     * Of a decimal number of dollars: {@code 20}, {@code 0.15}, {@code 1.5e-07}.
     *
     * @throws IllegalArgumentException where it is none, has more than nine places, or is too large; says which
     */
    public static Money of(String dollars) {
        if (!DECIMAL.matcher(dollars).matches()) {
            throw new IllegalArgumentException("an amount is a decimal number of dollars such as 0.15");
        }
        return of(new BigDecimal(dollars));
    }

    /** @throws IllegalArgumentException where it has more than nine places, or is too large */
    public static Money of(BigDecimal dollars) {
        var exact = dollars.stripTrailingZeros();
        if (exact.scale() > PLACES) {
            throw new IllegalArgumentException("an amount has at most nine decimal places");
        }
        var nanos = exact.movePointRight(PLACES).toBigIntegerExact();
        if (nanos.abs().compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException("an amount is at most 9 billion dollars");
        }
        return new Money(nanos.longValueExact());
    }

    /** @throws ArithmeticException where that is too large */
    public Money plus(Money other) {
        return new Money(Math.addExact(nanos, other.nanos));
    }

    /** @throws ArithmeticException where that is too large */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(nanos, other.nanos));
    }

    public boolean isMoreThan(Money other) {
        return nanos > other.nanos;
    }

    public Money max(Money other) {
        return nanos >= other.nanos ? this : other;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(nanos, other.nanos);
    }

    /** Dollars as a plain decimal number without an exponent or idle zeros: {@code 0.000125}. Parses to the same. */
    @Override
    public String toString() {
        return nanos == 0
                ? "0"
                : BigDecimal.valueOf(nanos, PLACES).stripTrailingZeros().toPlainString();
    }
}
