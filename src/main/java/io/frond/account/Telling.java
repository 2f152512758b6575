package io.frond.account;

import io.frond.config.Secret;
import io.frond.model.Clock;
import io.frond.model.Ending;
import io.frond.model.Journal;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.model.Route;
import io.frond.model.Served;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a journal and an end to a line. */
final class Telling {
    private static final String FORWARDED = "fwd=";

    private final Journal journal;
    private final Clock clock;

    private Telling(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    static Telling of(Journal journal, Clock clock) {
        return new Telling(journal, clock);
    }

    /** @param began {@link Clock#nanos()} when the answer began */
    Line answered(Reply reply, Ending ending, Bill bill, long began) {
        double firstByte = millis(began - journal.arrived());
        var reason = ending.reason();
        return line(
                reply.served(),
                reply.head().status(),
                reason == null ? "" : reason.label(),
                bill,
                new Begin(firstByte, overhead(firstByte, reply.served())));
    }

    Line refused(Refused why) {
        return line(why.served(), why.reason().status(), why.reason().label(), Bill.NOTHING, Begin.NEVER);
    }

    /** How long it took until an answer began; null where none did, or where it cannot be told. */
    private record Begin(@Nullable Double all, @Nullable Double own) {
        static final Begin NEVER = new Begin(null, null);
    }

    /**
     * All of it for an answer from the cache, unless another request was waited for, which asked an endpoint; what is
     * left beside the endpoint's own time where one try was made.
     */
    private @Nullable Double overhead(double firstByte, @Nullable Served served) {
        if (served == null) {
            return cache(journal.cacheStatus()).equals("collapsed") ? null : firstByte;
        }
        return served.attempts() == 1
                ? Math.max(0, firstByte - millis(served.firstByte().toNanos()))
                : null;
    }

    private Line line(@Nullable Served served, int status, String error, Bill bill, Begin begin) {
        var usage = bill.usage();
        var tenant = journal.tenant();
        var ask = journal.ask();
        var verdict = journal.verdict();
        var route = journal.route();
        var provenance = journal.provenance();
        return new Line(
                journal.id(),
                journal.decision(),
                tenant == null ? "" : tenant.name(),
                tenant == null ? "" : tenant.key(),
                ask == null ? "" : ask.operation().name(),
                ask == null ? "" : ask.fields().model(),
                ask != null && ask.fields().stream(),
                provenance == null ? "" : provenance.route(),
                verdict == null ? "" : verdict.by(),
                route == null ? List.of() : route.reasons(),
                verdict == null ? null : verdict.margin(),
                route instanceof Route.Retrieve retrieve ? retrieve.knowledge() : "",
                journal.passages().size(),
                served == null ? "" : served.endpoint(),
                served == null ? 0 : served.attempts(),
                cache(journal.cacheStatus()),
                status,
                error,
                usage.reported() ? usage.prompt() : null,
                usage.reported() ? usage.completion() : null,
                bill.cost(),
                millis(clock.nanos() - journal.arrived()),
                begin.all,
                begin.own,
                new Secret(ask == null ? "" : ask.question()));
    }

    /** One word of the {@code Cache-Status}. */
    static String cache(String status) {
        if (status.contains("; hit")) {
            return status.contains("detail=semantic") ? "semantic" : "hit";
        }
        if (status.contains("; collapsed")) {
            return "collapsed";
        }
        int forwarded = status.indexOf(FORWARDED);
        return forwarded < 0 ? "" : word(status, forwarded + FORWARDED.length());
    }

    private static String word(String status, int from) {
        int to = from;
        while (to < status.length() && status.charAt(to) >= 'a' && status.charAt(to) <= 'z') {
            to++;
        }
        return status.substring(from, to);
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
