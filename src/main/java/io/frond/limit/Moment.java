package io.frond.limit;

import io.frond.limit.Bucket.Calendar;
import io.frond.model.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * One reading of the clocks for all claims of a step. Days and months only go forward: a wall clock that is set back by
 * less than one of them stays in the one that has begun, so that no budget begins twice. Owned by the store's lock.
 */
final class Moment {
    private final Clock clock;
    private final Map<Calendar, Long> periods = new EnumMap<>(Calendar.class);
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
        Long begun = periods.get(calendar);
        if (begun != null && current == begun - 1) {
            return begun;
        }
        periods.put(calendar, current);
        return current;
    }

    Duration left(Calendar calendar) {
        return calendar.left(clock.now());
    }
}
