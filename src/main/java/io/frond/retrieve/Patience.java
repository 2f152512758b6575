package io.frond.retrieve;

import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tries background work again while its pool is full: requests go first, but nothing is dropped. */
final class Patience {
    private static final long PAUSE_MS = 100;

    private final Vertx vertx;
    private volatile boolean over;

    Patience(Vertx vertx) {
        this.vertx = vertx;
    }

    <T> Future<T> with(Supplier<Future<T>> work) {
        return work.get().recover(failure -> {
            if (over || !(failure instanceof Refused refused && refused.reason() == Reason.SHED)) {
                return Future.failedFuture(failure);
            }
            return vertx.timer(PAUSE_MS, TimeUnit.MILLISECONDS).compose(later -> with(work));
        });
    }

    /** From now on a full pool is a failure. */
    void end() {
        over = true;
    }
}
