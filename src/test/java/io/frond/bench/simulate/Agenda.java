package io.frond.bench.simulate;

import io.frond.testing.FakeClock;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What happens when, in simulated time. */
final class Agenda {
    private record Entry(long at, long number, Runnable what) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::number));
    private final FakeClock clock = new FakeClock();
    private long entered;

    FakeClock clock() {
        return clock;
    }

    double seconds() {
        return clock.nanos() / 1e9;
    }

    void in(double seconds, Runnable what) {
        entries.add(new Entry(clock.nanos() + (long) (seconds * 1e9), entered++, what));
    }

    void run(double seconds) {
        while (!entries.isEmpty() && entries.peek().at <= seconds * 1e9) {
            var next = entries.remove();
            clock.advance(Duration.ofNanos(next.at - clock.nanos()));
            next.what.run();
        }
    }
}
