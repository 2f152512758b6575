package io.frond;

import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Workers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Workers on threads of their own. At most so many pieces of work run and wait together; one more is refused at once,
 * so that a queue never outlives the patience of those who wait in it.
 *
 * <p>Thread-safe. Whoever opens it closes it.
 */
public final class VertxWorkers implements Workers {
    private static final long WARN_AFTER_MINUTES = 10;

    private final String name;
    private final int bound;
    private final WorkerExecutor pool;
    private final AtomicInteger held = new AtomicInteger();
    private final Promise<Void> drained = Promise.promise();
    private volatile boolean closed;

    private VertxWorkers(String name, int bound, WorkerExecutor pool) {
        this.name = name;
        this.bound = bound;
        this.pool = pool;
    }

    /**
     * @param name of the pool, unique within this Vert.x; its threads carry it
     * @param bound pieces of work that may run and wait together, at least {@code threads}
     */
    public static VertxWorkers open(Vertx vertx, String name, int threads, int bound) {
        if (bound < threads) {
            throw new IllegalArgumentException("bound " + bound + " would leave some of " + threads + " threads idle");
        }
        return new VertxWorkers(
                name, bound, vertx.createSharedWorkerExecutor(name, threads, WARN_AFTER_MINUTES, TimeUnit.MINUTES));
    }

    @Override
    public <T> Future<T> run(Callable<T> work) {
        if (closed) {
            return Future.failedFuture(gone());
        }
        if (held.incrementAndGet() > bound) {
            release();
            return Future.failedFuture(
                    refused(" is full: " + bound + " pieces of work run or wait. Try again shortly."));
        }
        try {
            return pool.executeBlocking(() -> unlessClosed(work), false).onComplete(done -> release());
        } catch (RejectedExecutionException late) {
            release();
            return Future.failedFuture(gone());
        }
    }

    /** Takes no more work. What waits fails with {@code SHED}; completes when what runs has ended. */
    public Future<Void> close() {
        closed = true;
        if (held.get() == 0) {
            drained.tryComplete();
        }
        return drained.future().compose(nothing -> pool.close());
    }

    private <T> T unlessClosed(Callable<T> work) throws Exception {
        if (closed) {
            throw gone();
        }
        return work.call();
    }

    private void release() {
        if (held.decrementAndGet() == 0 && closed) {
            drained.tryComplete();
        }
    }

    private Refused gone() {
        return refused(" is closed.");
    }

    private Refused refused(String why) {
        return Refused.of(Reason.SHED, "The worker pool " + name + why);
    }
}
