package io.frond.retrieve.format;

import io.vertx.core.AsyncResult;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Ends the waiting for a reading that does not end by itself. Confined to the context of whoever waits. */
final class Watch {
    /** The reading notices its end itself, and can say better why. */
    private static final long GRACE_MS = 500;

    private final Vertx vertx;
    private final Promise<Formatted> outcome;
    private boolean over;
    private long timer = -1;

    Watch(Vertx vertx, Promise<Formatted> outcome) {
        this.vertx = vertx;
        this.outcome = outcome;
    }

    void begin(Allowance allowance, Limits limits) {
        if (!over) {
            timer = vertx.setTimer(limits.time().toMillis() + GRACE_MS, late -> {
                allowance.abandon();
                outcome.tryComplete(new Formatted.Unfit(allowance.late().why()));
            });
        }
    }

    void end(AsyncResult<Formatted> done) {
        over = true;
        vertx.cancelTimer(timer);
        var unused = done.succeeded() ? outcome.tryComplete(done.result()) : outcome.tryFail(done.cause());
    }
}
