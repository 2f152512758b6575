package io.frond;

import io.frond.model.Clock;
import io.frond.model.Workers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Background work that yields to requests: where requests have come since the piece of work before, the next one waits
 * four times as long as that took. One caller after the other then gets a fifth of a core; while nobody asks, all of
 * it.
 *
 * <p>Threads of low priority would be the system's own way, but Java's priorities do nothing on Linux by default, and a
 * container's share of a CPU does not know them. Thread-safe.
 */
final class Yielding implements Workers {
    private static final int REST = 4;

    private final Workers pool;
    private final LongSupplier requests;
    private final Vertx vertx;
    private final Clock clock;
    private volatile long due;
    private volatile long seen;

    /** @param requests how many there have been so far */
    Yielding(Workers pool, LongSupplier requests, Vertx vertx, Clock clock) {
        this.pool = pool;
        this.requests = requests;
        this.vertx = vertx;
        this.clock = clock;
        this.due = clock.nanos();
    }

    @Override
    public <T> Future<T> run(Callable<T> work) {
        long wait = TimeUnit.NANOSECONDS.toMillis(due - clock.nanos());
        return wait < 1
                ? pool.run(() -> timed(work))
                : vertx.timer(wait, TimeUnit.MILLISECONDS).compose(over -> pool.run(() -> timed(work)));
    }

    private <T> T timed(Callable<T> work) throws Exception {
        long began = clock.nanos();
        try {
            return work.call();
        } finally {
            rest(clock.nanos() - began);
        }
    }

    private void rest(long took) {
        long now = requests.getAsLong();
        due = clock.nanos() + (now == seen ? 0 : REST * took);
        seen = now;
    }
}
