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
 * @param cacheWrite tokens read that the provider put into its cache
 */
public record Price(Money input, Money output, Money cached, Money reasoning, Money request, Money cacheWrite) {
    private static final long MILLION = 1_000_000;

    public static final Price FREE = of(Money.ZERO, Money.ZERO);

    public Price {
        for (Money part : new Money[] {input, output, cached, reasoning, request, cacheWrite}) {
            if (part.nanos() < 0) {
                throw new IllegalArgumentException("a price is not negative");
            }
        }
    }

    /** Of a model that makes no difference between tokens of a direction. */
    public static Price of(Money input, Money output) {
        return new Price(input, output, input, output, Money.ZERO, input);
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
        long writtenTokens = Math.min(usage.cacheWritten(), usage.prompt() - cachedTokens);
        long reasoningTokens = Math.min(usage.reasoning(), usage.completion());
        return sum(new Parts(
                usage.prompt() - cachedTokens - writtenTokens,
                cachedTokens,
                writtenTokens,
                usage.completion() - reasoningTokens,
                reasoningTokens));
    }

    /** The most that a request of so many tokens can cost; {@link Money#MOST} where it is more than that. */
    public Money atMost(long promptTokens, long maxCompletion) {
        var dearestIn = input.max(cached).max(cacheWrite);
        var dearestOut = output.max(reasoning);
        return new Price(dearestIn, dearestOut, dearestIn, dearestOut, request, dearestIn)
                .sum(new Parts(promptTokens, 0, 0, maxCompletion, 0));
    }

    /** Tokens that cost the same, each counted once. */
    private record Parts(long in, long fromCache, long toCache, long out, long thought) {}

    private Money sum(Parts of) {
        try {
            long read = Math.addExact(
                    Math.addExact(times(of.in, input), times(of.fromCache, cached)), times(of.toCache, cacheWrite));
            long parts = Math.addExact(read, Math.addExact(times(of.out, output), times(of.thought, reasoning)));
            return new Money(Math.addExact(Math.addExact(parts, MILLION / 2) / MILLION, request.nanos()));
        } catch (ArithmeticException large) {
            return largeSum(of);
        }
    }

    private static long times(long tokens, Money perMillion) {
        return Math.multiplyExact(tokens, perMillion.nanos());
    }

    private Money largeSum(Parts of) {
        var nanos = largeTimes(of.in, input)
                .add(largeTimes(of.fromCache, cached))
                .add(largeTimes(of.toCache, cacheWrite))
                .add(largeTimes(of.out, output))
                .add(largeTimes(of.thought, reasoning))
                .add(BigInteger.valueOf(MILLION / 2))
                .divide(BigInteger.valueOf(MILLION))
                .add(BigInteger.valueOf(request.nanos()));
        return nanos.bitLength() > 63 ? Money.MOST : new Money(nanos.longValueExact());
    }

    private static BigInteger largeTimes(long tokens, Money perMillion) {
        return BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(perMillion.nanos()));
    }
}
