package io.frond.limit;

import io.frond.limit.Plan.Bound;
import io.frond.limit.Taken.Standing;
import io.frond.model.Ask;
import io.frond.model.Limits.Unit;
import io.frond.model.Money;
import io.frond.model.Operation.Kind;
import io.frond.model.Reason;
import io.frond.model.Refused;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says which limit is in the way, in a way that tells clients whether and when to come again. */
final class Refusal {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Map<String, String> NEVER = Map.of("x-should-retry", "false");

    private final Line line;
    private final long wanted;
    private final Standing standing;

    private Refusal(Line line, long wanted, Standing standing) {
        this.line = line;
        this.wanted = wanted;
        this.standing = standing;
    }

    /** Of several limits in the way, the one that is so for longest. */
    static Refused of(List<Line> lines, Reservation wanted, Taken taken, Standings standings) {
        Refusal worst = null;
        for (int i = 0; i < lines.size(); i++) {
            var standing = taken.standings().get(i);
            if (!standing.fits()) {
                var other = new Refusal(lines.get(i), wanted.claims().get(i).amount(), standing);
                worst = worst == null || worst.shorterThan(other) ? other : worst;
            }
        }
        if (worst == null) {
            throw new IllegalArgumentException("nothing was refused");
        }
        return worst.told(standings.headers());
    }

    static Refused tooLong(Ask ask, long longest, Bound bound) {
        var field = ask.operation().kind() == Kind.RESPONSE ? "max_output_tokens" : "max_tokens";
        return Refused.of(
                        Reason.POLICY_LENGTH,
                        "The request asks for an answer of up to " + longest + " tokens; "
                                + bound.level().words() + " allows " + bound.tokens() + " (max_tokens).")
                .at(field);
    }

    private boolean shorterThan(Refusal other) {
        int difference = Integer.compare(rank(), other.rank());
        return difference < 0 || (difference == 0 && standing.pause().compareTo(other.standing.pause()) < 0);
    }

    private int rank() {
        if (line.kind().unit() == Unit.NANO_USD) {
            return 3;
        }
        if (never()) {
            return 2;
        }
        return line.kind().unit() == Unit.PLACES ? 0 : 1;
    }

    private boolean never() {
        return wanted > line.bucket().limit();
    }

    private Refused told(Map<String, String> headers) {
        return switch (line.kind().unit()) {
            case REQUESTS -> requests().after(standing.pause()).with(headers);
            case TOKENS ->
                never() ? tooMany(headers) : tokens().after(standing.pause()).with(headers);
            case PLACES -> places().after(SOON).with(headers);
            case NANO_USD -> budget().with(headers);
        };
    }

    private Refused requests() {
        return Refused.of(Reason.POLICY_RATE, "More than the " + limit() + " that " + whose() + " allows. " + again());
    }

    private Refused tokens() {
        return Refused.of(
                Reason.POLICY_TOKENS,
                "More than the " + limit() + " that " + whose() + " allows: the request may need " + wanted + ", and "
                        + standing.remaining() + " are left. " + again());
    }

    private Refused tooMany(Map<String, String> headers) {
        var more = new HashMap<>(headers);
        more.putAll(NEVER);
        return Refused.of(
                        Reason.POLICY_TOKENS,
                        "The request may need " + wanted + " tokens, prompt and answer together; " + whose()
                                + " allows no more than " + limit() + ". It will never fit: send a shorter prompt or"
                                + " ask for a shorter answer.")
                .with(more);
    }

    private Refused places() {
        return Refused.of(
                Reason.POLICY_CONCURRENCY,
                "More than the " + limit() + " that " + whose() + " allows are running. Try again when one has ended.");
    }

    private Refused budget() {
        var left = new Money(standing.remaining());
        return Refused.of(
                Reason.POLICY_BUDGET,
                "Over the budget of " + new Money(line.bucket().limit()) + " "
                        + line.kind().words() + " of " + whose()
                        + ": the request may cost " + new Money(wanted) + ", and " + left
                        + " is neither spent nor set aside for requests that are running.");
    }

    private String limit() {
        return line.bucket().limit() + " " + line.kind().words();
    }

    private String whose() {
        return line.level().words();
    }

    private String again() {
        return "Try again in " + GoDuration.format(standing.pause()) + ".";
    }
}
