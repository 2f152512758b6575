package io.frond.account;

import io.frond.model.Prices;
import io.frond.observe.Metrics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger keeps its accounts with.
 *
 * @param tokens learns from what is reported; kept over reloads
 * @param book where usage is written down; null for nowhere
 * @param tags names of the tags that callers may give
 * @param answered what clients may judge; kept over reloads
 * @param ratings how good the answers were; kept over reloads
 */
public record Accounts(
        Prices prices,
        CalibratedTokens tokens,
        @Nullable UsageBook book,
        List<String> tags,
        Answered answered,
        Ratings ratings) {
    public Accounts {
        tags = List.copyOf(tags);
    }

    /** Nothing is priced, nothing written down. */
    static Accounts none() {
        return new Accounts(
                (backend, model) -> null,
                new CalibratedTokens(),
                null,
                List.of(),
                new Answered(),
                new Ratings(new Metrics()));
    }
}
