package io.frond.upstream;

import io.frond.model.Reason;
import io.frond.model.Refused;
import java.time.Duration;

/**
 * What follows a failed try. A pure function.
 *
 * <p>Another endpoint is asked at once. The only one that can be asked is asked again after a pause: as long as it
 * wished for ({@code Retry-After}), else doubling from 100 ms with jitter. Not asked again there: an endpoint that was
 * silent (it had its time), that refuses the key, or that its breaker keeps calls from.
 *
 * @param longestWait of one request, all its pauses together
 */
record RetryRule(Duration longestWait) {
    /** Less than this is no time to answer in. */
    static final Duration SHORTEST_TRY = Duration.ofMillis(200);

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final int MOST_DOUBLINGS = 10;
    private static final double JITTER = 0.1;

    /** What to do next. */
    sealed interface Next {}

    /** Ask another endpoint. */
    record Elsewhere() implements Next {}

    /** Ask the same endpoint, so much later. */
    record Again(Duration after) implements Next {}

    /** Say that there is no answer here. */
    record GiveUp() implements Next {}

    /**
     * How things stand.
     *
     * @param mayRepeat whether the request may be made once more, and a try is left
     * @param another whether an endpoint that was not asked yet takes calls
     * @param alone whether no other endpoint was asked
     * @param failures tries that failed here, 1 or more
     * @param waited in pauses so far
     * @param remaining until the answer is of no use
     */
    record Facts(
            boolean mayRepeat, boolean another, boolean alone, int failures, Duration waited, Duration remaining) {}

    /** @param chance from 0 to 1, for the jitter */
    Next after(Refused failure, Facts facts, double chance) {
        if (!facts.mayRepeat || !helps(failure.reason()) || facts.remaining.compareTo(SHORTEST_TRY) < 0) {
            return new GiveUp();
        }
        if (facts.another) {
            return new Elsewhere();
        }
        return facts.alone && mayRecover(failure.reason()) ? again(failure, facts, chance) : new GiveUp();
    }

    /** What another try could make good: faults of one endpoint, its full house too. */
    private static boolean helps(Reason reason) {
        return reason.elsewhere() || reason == Reason.SHED;
    }

    private static boolean mayRecover(Reason reason) {
        return switch (reason) {
            case UPSTREAM_CONNECT, UPSTREAM_5XX, UPSTREAM_PROTOCOL, UPSTREAM_RATE -> true;
            default -> false;
        };
    }

    private Next again(Refused failure, Facts facts, double chance) {
        var wished = failure.retryAfter();
        var pause = backOff(facts.failures, chance);
        if (wished != null && wished.compareTo(pause) > 0) {
            return mayWait(wished, facts.waited, facts.remaining) ? new Again(jittered(wished, chance)) : new GiveUp();
        }
        return mayWait(pause, facts.waited, facts.remaining) ? new Again(pause) : new GiveUp();
    }

    /** Whether so long a pause is within its bound, and leaves the time for a try. */
    boolean mayWait(Duration pause, Duration waited, Duration remaining) {
        return waited.plus(pause).compareTo(longestWait) <= 0
                && remaining.minus(pause).compareTo(SHORTEST_TRY) >= 0;
    }

    /** A little longer than wished for, so that those who wait do not all come at once. */
    static Duration jittered(Duration wished, double chance) {
        return wished.plusNanos((long) (wished.toNanos() * JITTER * chance));
    }

    private static Duration backOff(int failures, double chance) {
        long doubled = FIRST_PAUSE_MILLIS << Math.min(failures - 1, MOST_DOUBLINGS);
        return Duration.ofMillis((long) (doubled * (0.5 + chance / 2)));
    }
}
