package io.frond.retrieve;

import io.frond.model.Clock;
import java.time.Duration;

/**
 * How many documents change in a day, of late: a change counts less the longer it is ago, half as much after five
 * days. Changed by one event loop, asked by all.
 */
final class ChangeRate {
    private static final double DAY = Duration.ofDays(1).toNanos();
    /** Days after which a change counts as e to the power of minus one. */
    private static final double MEMORY = 7;

    private final Clock clock;
    private final long began;
    private volatile Weight weight;

    private record Weight(double sum, long at) {}

    ChangeRate(Clock clock) {
        this.clock = clock;
        this.began = clock.nanos();
        this.weight = new Weight(0, began);
    }

    void count(int changes) {
        long now = clock.nanos();
        weight = new Weight(faded(weight, now) + changes, now);
    }

    /** Divided by the time that was really watched, but by a day at least: a rate needs some. */
    double perDay() {
        long now = clock.nanos();
        double watched = Math.max(1, (now - began) / DAY);
        return faded(weight, now) / (MEMORY * (1 - Math.exp(-watched / MEMORY)));
    }

    private static double faded(Weight weight, long now) {
        return weight.sum * Math.exp(-(now - weight.at) / DAY / MEMORY);
    }
}
