package io.frond.gateway;

import io.frond.cache.Cache;
import io.frond.cache.Found;
import io.frond.model.Ask;
import io.frond.model.Caller;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Tenant;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A look-up that lasts no longer than the client gave. It may wait for somebody else who asked the same and has more
 * time; when it stops waiting, it does so as a caller who leaves, and whatever duty falls to it too late is given back.
 */
final class BoundedRecall {
    private final Future<Found> found;
    private final Caller waiting = new Caller();

    BoundedRecall(Cache cache, Tenant tenant, Ask ask) {
        var unused = ask.caller().whenGone(waiting::leave);
        this.found = cache.recall(tenant, ask.onBehalfOf(waiting));
    }

    Future<Found> within(Duration left) {
        return found.isComplete()
                ? found
                : found.timeout(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS)
                        .recover(this::ended);
    }

    private Future<Found> ended(Throwable why) {
        if (!(why instanceof TimeoutException)) {
            return Future.failedFuture(why);
        }
        waiting.leave();
        found.onSuccess(BoundedRecall::giveBack);
        return Future.failedFuture(Refused.of(
                        Reason.UPSTREAM_TIMEOUT,
                        "The time of the request was over while it waited for the answer to another one like it.")
                .at("x-request-timeout-ms"));
    }

    private static void giveBack(Found late) {
        if (late instanceof Found.Miss miss) {
            miss.fill().abandon();
        }
    }
}
