package io.frond.cache;

import io.frond.model.Caller;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** One of those who want an answer; hears of its turn on the event loop it asked from. */
final class Member {
    private final Caller caller;
    private final @Nullable Context context = Vertx.currentContext();
    private final Promise<Turn> turn = Promise.promise();
    private volatile Runnable stay = () -> {};

    Member(Caller caller) {
        this.caller = caller;
    }

    Future<Turn> turn() {
        return turn.future();
    }

    /** Says so when its client leaves, until {@link #rest}. */
    void watch(Runnable whenGone) {
        stay = caller.whenGone(whenGone);
    }

    void rest() {
        stay.run();
    }

    void tell(Turn what) {
        there(() -> turn.tryComplete(what));
    }

    void tell(Throwable refusal) {
        there(() -> turn.tryFail(refusal));
    }

    private void there(Runnable news) {
        if (context == null || context == Vertx.currentContext()) {
            news.run();
        } else {
            context.runOnContext(go -> news.run());
        }
    }
}
