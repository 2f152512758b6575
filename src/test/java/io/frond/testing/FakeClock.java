package io.frond.testing;

import io.frond.model.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is told to go on. */
public final class FakeClock implements Clock {
    private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");
    private final AtomicLong passed = new AtomicLong();

    public void advance(Duration time) {
        passed.addAndGet(time.toNanos());
    }

    @Override
    public long nanos() {
        return passed.get();
    }

    @Override
    public Instant now() {
        return ORIGIN.plusNanos(passed.get());
    }
}
