package io.frond.account;

import io.frond.model.Ending;
import io.frond.model.Journal;
import io.frond.model.Outcome;
import io.frond.model.Prices;
import io.frond.model.Served;
import io.frond.model.Usage;
import io.frond.observe.Metrics;
import org.jspecify.annotations.Nullable;

/**
 * What an answer used and costs. What the provider reported counts, whatever became of the answer. What it did not
 * report is estimated where the client has left, or got a whole answer; of an answer that broke, nobody pays what was
 * not reported. An answer from the cache costs nothing.
 */
final class Billing {
    private final Prices prices;
    private final CalibratedTokens tokens;
    private final Metrics metrics;

    Billing(Prices prices, CalibratedTokens tokens, Metrics metrics) {
        this.prices = prices;
        this.tokens = tokens;
        this.metrics = metrics;
    }

    /** @param served null where the cache answered */
    Bill of(Journal journal, @Nullable Served served, Ending ending) {
        var ask = journal.ask();
        if (served == null || ask == null) {
            return Bill.NOTHING;
        }
        var model = served.model().isEmpty() ? ask.fields().model() : served.model();
        var seen = ending.usage();
        learn(journal, served.backend(), seen);
        boolean broke = ending.outcome() == Outcome.FAILED && !seen.reported();
        var usage = broke ? Usage.UNKNOWN : settled(journal, seen);
        var price = usage.basis() == Usage.Basis.NONE ? null : prices.of(served.backend(), model);
        return new Bill(
                served.backend(),
                model,
                usage,
                ending.lost() + (broke ? seen.completion() : 0),
                price == null ? null : price.cost(usage));
    }

    private void learn(Journal journal, String backend, Usage reported) {
        var call = journal.call();
        if (call != null
                && reported.reported()
                && reported.prompt() > 0
                && !call.ask().fields().messages().isEmpty()) {
            tokens.learn(call, reported.prompt()).ifPresent(error -> metrics.estimateError(backend, error));
        }
    }

    /** A prompt that nobody counted is estimated. Where nothing was written either, nobody knows whether it was read. */
    private Usage settled(Journal journal, Usage seen) {
        var call = journal.call();
        return seen.basis() == Usage.Basis.ESTIMATED && call != null
                ? Usage.estimated(tokens.prompt(call), seen.completion())
                : seen;
    }
}
