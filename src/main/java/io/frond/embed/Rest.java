package io.frond.embed;

import io.frond.model.Clock;
import io.frond.model.Reason;
import io.frond.model.Refused;
import java.time.Duration;

/**
 * Leaves a service alone that fails: after five failures in a row for a second, and twice as long after each more, up to
 * a minute. Thread-safe.
 */
final class Rest {
    private static final int TOLERATED = 5;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Clock clock;
    private int failures;
    private long since;
    private Duration length = Duration.ZERO;

    Rest(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean resting() {
        return failures >= TOLERATED && clock.since(since).compareTo(length) < 0;
    }

    synchronized void succeeded() {
        failures = 0;
        length = Duration.ZERO;
    }

    /** Of what a text is to blame for, the service is not. */
    synchronized void failed(Throwable failure) {
        if (failure instanceof Refused refused && refused.reason() == Reason.UPSTREAM_PROTOCOL) {
            return;
        }
        failures++;
        if (failures >= TOLERATED) {
            var longer = length.isZero() ? FIRST : length.multipliedBy(2);
            length = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
            since = clock.nanos();
        }
    }
}
