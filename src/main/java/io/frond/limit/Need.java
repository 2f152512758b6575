package io.frond.limit;

import io.frond.model.Ask;
import io.frond.model.Operation.Kind;
import io.frond.model.Tenant;

/**
 * What a request may come to, before it is known: computed once, when a limit first asks.
 *
 * <p>An answer may be as long as the request lets it; where it does not say, a reserve is set aside for it.
 */
final class Need {
    /** More than any limit; sums and products of a few do not overflow. */
    private static final long MOST = 1_000_000_000_000L;

    private static final long MOST_CHOICES = 1000;

    private final Estimates estimates;
    private final Tenant tenant;
    private final Ask ask;
    private final long reserve;
    private long tokens = -1;
    private long cost = -1;

    Need(Estimates estimates, Tenant tenant, Ask ask, long reserve) {
        this.estimates = estimates;
        this.tenant = tenant;
        this.ask = ask;
        this.reserve = reserve;
    }

    Ask ask() {
        return ask;
    }

    long tokens() {
        if (tokens < 0) {
            tokens = prompt() + answer();
        }
        return tokens;
    }

    /** In nano-dollars. */
    long cost() {
        if (cost < 0) {
            cost = estimates.atMost(tenant, ask, prompt(), answer()).nanos();
        }
        return cost;
    }

    /** A reserve that is only a guess must not be what makes a request too large. */
    long fitted(long amount, long limit) {
        return bounded() ? amount : Math.min(amount, limit);
    }

    private boolean bounded() {
        return ask.fields().longest() != null || !ask.operation().speaks();
    }

    private long prompt() {
        return ask.operation().kind() == Kind.OTHER ? 0 : estimates.prompt(ask);
    }

    private long answer() {
        if (!ask.operation().speaks()) {
            return 0;
        }
        var longest = ask.fields().longest();
        long one = longest == null ? reserve : Math.clamp(longest, 0, MOST);
        return one * Math.clamp(ask.fields().choices(), 1, MOST_CHOICES);
    }
}
