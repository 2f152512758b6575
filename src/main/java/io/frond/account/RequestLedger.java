package io.frond.account;

import io.frond.model.Clock;
import io.frond.model.Ending;
import io.frond.model.Journal;
import io.frond.model.Money;
import io.frond.model.Outcome;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.model.Usage;
import io.frond.observe.Metrics;

/**
 * Closes the lease, counts, and writes the line, in this order, when the last byte of an answer has gone or it is
 * certain that there will be none.
 */
public final class RequestLedger implements Ledger {
    private final Metrics metrics;
    private final AccessLog log;
    private final Clock clock;

    public RequestLedger(Metrics metrics, AccessLog log, Clock clock) {
        this.metrics = metrics;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public Reply account(Journal journal, Reply reply) {
        long began = clock.nanos();
        var unused = reply.ended().onSuccess(ending -> ended(journal, reply, ending, began));
        return reply;
    }

    private void ended(Journal journal, Reply reply, Ending ending, long began) {
        close(journal, ending.outcome(), ending.usage());
        note(Telling.of(journal, clock).answered(reply, ending, began));
    }

    @Override
    public void refused(Journal journal, Refused why) {
        close(journal, why.reason().elsewhere() ? Outcome.FAILED : Outcome.IGNORED, Usage.UNKNOWN);
        note(Telling.of(journal, clock).refused(why));
    }

    private static void close(Journal journal, Outcome outcome, Usage usage) {
        var lease = journal.lease();
        if (lease != null) {
            lease.close(outcome, usage, Money.ZERO);
        }
    }

    private void note(Line line) {
        Counting.count(line, metrics);
        log.write(line);
    }
}
