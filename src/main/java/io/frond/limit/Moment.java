package io.frond.limit;

import io.frond.limit.Bucket.Calendar;
import io.frond.model.Clock;
import java.time.Duration;

/**
 * One reading of the clocks for all claims of a step. Days and months only go forward: a wall clock that is set back by
 * less than one of them stays in the one that has begun, so that no budget begins twice. Owned by the store's lock.
 */
final class Moment {
    private final Clock clock;
    private final long[] periods = {Long.MIN_VALUE, Long.MIN_VALUE};
    private long nanos;

    Moment(Clock clock) {
        this.clock = clock;
        this.nanos = clock.nanos();
    }

    /** Reads again. */
    Moment now() {
        nanos = clock.nanos();
        return this;
    }

    long nanos() {
        return nanos;
    }

    long period(Calendar calendar) {
        long current = calendar.period(clock.now());
        long begun = periods[calendar.ordinal()];
        if (current != begun - 1) {
            periods[calendar.ordinal()] = current;
        }
        return periods[calendar.ordinal()];
    }

    Duration left(Calendar calendar) {
        return calendar.left(clock.now());
    }
}
