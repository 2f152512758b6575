package io.frond.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests that run, so that a server which is to stop knows when the last has ended. Thread-safe. */
final class Draining {
    private final AtomicInteger running = new AtomicInteger();
    private final Promise<Void> empty = Promise.promise();
    private volatile boolean begun;

    /** Whether the server is stopping: nothing new is accepted. */
    boolean begun() {
        return begun;
    }

    /** Lets a request in; false when the server is stopping. Each that is let in must {@link #leave()}. */
    boolean enter() {
        // Counted first: if it looked first, the last request could slip in behind a server that holds itself empty.
        running.incrementAndGet();
        if (begun) {
            leave();
            return false;
        }
        return true;
    }

    void leave() {
        if (running.decrementAndGet() == 0 && begun) {
            empty.tryComplete();
        }
    }

    /** Lets nothing in from now on; completes when the last is out. */
    Future<Void> begin() {
        begun = true;
        if (running.get() == 0) {
            empty.tryComplete();
        }
        return empty.future();
    }
}
