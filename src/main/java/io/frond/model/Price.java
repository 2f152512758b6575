package io.frond.model;

import java.math.BigInteger;

/**
 * What a model costs, in dollars per million tokens. Sums are exact and rounded once, to the nearest nano-dollar, so
 * that no usage costs more than a larger one.
 *
 * @param input tokens read that the provider had not cached
 * @param output tokens of the answer that are not reasoning
 * @param cached tokens read that the provider had cached
 * @param reasoning tokens of reasoning
 * @param request beside the tokens, for each request
 */
public record Price(Money input, Money output, Money cached, Money reasoning, Money request) {
    private static final long MILLION = 1_000_000;

    public static final Price FREE = of(Money.ZERO, Money.ZERO);

    public Price {
        for (Money part : new Money[] {input, output, cached, reasoning, request}) {
            if (part.nanos() < 0) {
                throw new IllegalArgumentException("a price is not negative");
            }
        }
    }

    /** Of a model that makes no difference between tokens of a direction. */
    public static Price of(Money input, Money output) {
        return new Price(input, output, input, output, Money.ZERO);
    }

    /**
     * What this usage costs; {@link Money#MOST} where it is more than that. The provider's prompt tokens include the
     * cached ones, its completion tokens those of reasoning. Nothing where the usage is unknown.
     */
    public Money cost(Usage usage) {
        if (usage.basis() == Usage.Basis.NONE) {
            return Money.ZERO;
        }
        long cachedTokens = Math.min(usage.cached(), usage.prompt());
        long reasoningTokens = Math.min(usage.reasoning(), usage.completion());
        return sum(usage.prompt() - cachedTokens, cachedTokens, usage.completion() - reasoningTokens, reasoningTokens);
    }

    /** The most that a request of so many tokens can cost; {@link Money#MOST} where it is more than that. */
    public Money atMost(long promptTokens, long maxCompletion) {
        var dearestIn = input.max(cached);
        var dearestOut = output.max(reasoning);
        return new Price(dearestIn, dearestOut, dearestIn, dearestOut, request).sum(promptTokens, 0, maxCompletion, 0);
    }

    private Money sum(long in, long fromCache, long out, long thought) {
        try {
            long parts = Math.addExact(
                    Math.addExact(times(in, input), times(fromCache, cached)),
                    Math.addExact(times(out, output), times(thought, reasoning)));
            return new Money(Math.addExact(Math.addExact(parts, MILLION / 2) / MILLION, request.nanos()));
        } catch (ArithmeticException large) {
            return largeSum(in, fromCache, out, thought);
        }
    }

    private static long times(long tokens, Money perMillion) {
        return Math.multiplyExact(tokens, perMillion.nanos());
    }

    private Money largeSum(long in, long fromCache, long out, long thought) {
        var nanos = largeTimes(in, input)
                .add(largeTimes(fromCache, cached))
                .add(largeTimes(out, output))
                .add(largeTimes(thought, reasoning))
                .add(BigInteger.valueOf(MILLION / 2))
                .divide(BigInteger.valueOf(MILLION))
                .add(BigInteger.valueOf(request.nanos()));
        return nanos.bitLength() > 63 ? Money.MOST : new Money(nanos.longValueExact());
    }

    private static BigInteger largeTimes(long tokens, Money perMillion) {
        return BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(perMillion.nanos()));
    }
}
