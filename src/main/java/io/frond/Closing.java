package io.frond;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** The end of a Vert.x after its last work. */
final class Closing {
    private Closing() {}

    /**
     * The work's outcome, told when {@code vertx} is closed. Bound to no event loop, unlike what follows from the work
     * by {@code eventually}: what is to be told on a loop that has ended is never told, and the process would hang.
     */
    static <T> Future<T> after(Future<T> work, Vertx vertx) {
        var ended = Promise.<T>promise();
        work.onComplete((value, failure) -> vertx.close().onComplete(closed -> ended.complete(value, failure)));
        return ended.future();
    }
}
