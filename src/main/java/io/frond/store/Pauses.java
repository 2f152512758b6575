package io.frond.store;

import io.frond.model.Clock;
import java.time.Duration;

/** How long to leave a server alone that was just lost: 100 ms, doubling up to two seconds. Owned by the link's lock. */
final class Pauses {
    static final Duration FIRST = Duration.ofMillis(100);
    static final Duration LONGEST = Duration.ofSeconds(2);

    private final Clock clock;
    private Duration next = FIRST;
    private Duration running = Duration.ZERO;
    private long since;

    Pauses(Clock clock) {
        this.clock = clock;
    }

    void begin() {
        since = clock.nanos();
        running = next;
        next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
    }

    /** The server answered: the next loss starts again from the shortest pause. */
    void end() {
        next = FIRST;
    }

    boolean over() {
        return clock.since(since).compareTo(running) >= 0;
    }
}
