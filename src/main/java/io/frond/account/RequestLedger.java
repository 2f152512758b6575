package io.frond.account;

import io.frond.model.Clock;
import io.frond.model.Ending;
import io.frond.model.Journal;
import io.frond.model.Money;
import io.frond.model.Outcome;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.observe.Metrics;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Closes the lease, counts, writes down what was used, and writes the line, in this order, when the last byte of an
 * answer has gone or it is certain that there will be none.
 */
public final class RequestLedger implements Ledger {
    private final Metrics metrics;
    private final AccessLog log;
    private final Clock clock;
    private final Accounts accounts;
    private final Billing billing;
    private final Noting noting;

    public RequestLedger(Metrics metrics, AccessLog log, Clock clock, Accounts accounts) {
        this.metrics = metrics;
        this.log = log;
        this.clock = clock;
        this.accounts = accounts;
        this.billing = new Billing(accounts.prices(), accounts.tokens(), metrics);
        this.noting = new Noting(accounts.tags());
    }

    @Override
    public Reply account(Journal journal, Reply reply) {
        long began = clock.nanos();
        accounts.answered().note(journal);
        var unused = reply.ended().onSuccess(ending -> ended(journal, reply, ending, began));
        return reply;
    }

    private void ended(Journal journal, Reply reply, Ending ending, long began) {
        var bill = billing.of(journal, reply.served(), ending);
        journal.billed(bill.cost());
        if (ending.outcome() != Outcome.IGNORED) {
            rate(journal, Sign.of(reply.served(), ending));
        }
        close(journal, ending.outcome(), bill);
        note(journal, Telling.of(journal, clock).answered(reply, ending, bill, began), bill);
    }

    @Override
    public void refused(Journal journal, Refused why) {
        var sign = Sign.of(why.reason());
        if (sign != null) {
            rate(journal, sign);
        }
        close(journal, why.reason().elsewhere() ? Outcome.FAILED : Outcome.IGNORED, Bill.NOTHING);
        note(journal, Telling.of(journal, clock).refused(why), Bill.NOTHING);
    }

    /** An answer from the cache tells nothing new of its route. */
    private void rate(Journal journal, @Nullable Sign sign) {
        var tenant = journal.tenant();
        var route = journal.route();
        if (tenant != null && route != null) {
            accounts.ratings().ended(tenant.name(), route.name(), sign);
        }
    }

    private static void close(Journal journal, Outcome outcome, Bill bill) {
        var lease = journal.lease();
        if (lease != null) {
            lease.answeredBy(bill.backend());
            lease.close(outcome, bill.usage(), Objects.requireNonNullElse(bill.cost(), Money.ZERO));
        }
    }

    private void note(Journal journal, Line line, Bill bill) {
        Counting.count(line, metrics);
        Counting.count(line, bill, metrics);
        var book = accounts.book();
        if (book != null && !line.tenant().isEmpty()) {
            book.note(noting.who(line, bill, journal.ask()), Noting.tally(line, bill));
        }
        log.write(line);
    }
}
