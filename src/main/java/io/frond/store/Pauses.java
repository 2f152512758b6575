package io.frond.store;

import io.frond.model.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to leave a server alone that was just lost: 100 ms, doubling up to two seconds, each shortened by up to a half
 * by chance, so that many who lost it together do not come back together. Owned by its node's lock.
 */
final class Pauses {
    static final Duration FIRST = Duration.ofMillis(100);
    static final Duration LONGEST = Duration.ofSeconds(2);

    private final Clock clock;
    private final RandomGenerator chance;
    private Duration next = FIRST;
    private Duration running = Duration.ZERO;
    private long since;

    Pauses(Clock clock, RandomGenerator chance) {
        this.clock = clock;
        this.chance = chance;
    }

    void begin() {
        since = clock.nanos();
        running = Duration.ofNanos((long) (next.toNanos() * chance.nextDouble(0.5, 1)));
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
