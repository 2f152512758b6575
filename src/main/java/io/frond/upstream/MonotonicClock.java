package io.frond.upstream;

import io.frond.model.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Frond's monotonic time in the shape of the JDK's clock, for libraries that ask for that: no jump moves it. */
final class MonotonicClock extends java.time.Clock {
    private final Clock clock;
    private final long origin;

    MonotonicClock(Clock clock) {
        this.clock = clock;
        this.origin = clock.nanos();
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(clock.nanos() - origin);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public java.time.Clock withZone(ZoneId zone) {
        return this;
    }
}
