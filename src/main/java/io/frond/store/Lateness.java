package io.frond.store;

import io.frond.model.Clock;
import java.time.Duration;

/** When a command of a link last got no answer in time. Thread-safe. */
final class Lateness {
    private final Clock clock;
    private volatile long last;

    Lateness(Clock clock) {
        this.clock = clock;
        this.last = clock.nanos() - Duration.ofHours(1).toNanos();
    }

    void noted() {
        last = clock.nanos();
    }

    boolean within(Duration time) {
        return clock.since(last).compareTo(time) < 0;
    }
}
