package io.frond.retrieve;

import io.frond.model.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Lets something through at most once in a while, for logs that would otherwise repeat with every request. */
final class Occasionally {
    private final Clock clock;
    private final Duration pause;
    private final AtomicLong due;

    private Occasionally(Clock clock, Duration pause, long due) {
        this.clock = clock;
        this.pause = pause;
        this.due = new AtomicLong(due);
    }

    /** The first time is at once. */
    static Occasionally fromNow(Clock clock, Duration pause) {
        return new Occasionally(clock, pause, clock.nanos());
    }

    /** The first time is after a pause. */
    static Occasionally afterThat(Clock clock, Duration pause) {
        return new Occasionally(clock, pause, clock.nanos() + pause.toNanos());
    }

    /** Whether it is time again; if so, the next pause begins. */
    boolean now() {
        long now = clock.nanos();
        long then = due.get();
        return now - then >= 0 && due.compareAndSet(then, now + pause.toNanos());
    }
}
