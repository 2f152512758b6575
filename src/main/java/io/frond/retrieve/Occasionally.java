package io.frond.retrieve;

import io.frond.model.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Lets something through at most once in a while, for logs that would otherwise repeat with every request. */
final class Occasionally {
    private final Clock clock;
    private final Duration pause;
    private final AtomicLong due;

    Occasionally(Clock clock, Duration pause) {
        this.clock = clock;
        this.pause = pause;
        this.due = new AtomicLong(clock.nanos());
    }

    /** Whether it is time again; if so, the next pause begins. */
    boolean now() {
        long now = clock.nanos();
        long then = due.get();
        return now - then >= 0 && due.compareAndSet(then, now + pause.toNanos());
    }
}
