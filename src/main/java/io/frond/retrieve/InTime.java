package io.frond.retrieve;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * Something that must be ready in time. Late work goes on, but nobody looks at it any more.
 *
 * <p>Lateness is told on the caller's own event loop, which {@link Future#timeout} does not promise for a future that
 * began without one.
 */
final class InTime {
    private InTime() {}

    static <T> Future<T> within(Duration limit, Future<T> work, Vertx vertx) {
        if (work.isComplete()) {
            return work;
        }
        var promise = Promise.<T>promise();
        long timer = vertx.setTimer(
                Math.max(1, limit.toMillis()),
                late -> promise.tryFail(new TimeoutException("not ready within " + limit.toMillis() + " ms")));
        work.onComplete(done -> {
            vertx.cancelTimer(timer);
            var unused = done.succeeded() ? promise.tryComplete(done.result()) : promise.tryFail(done.cause());
        });
        return promise.future();
    }
}
