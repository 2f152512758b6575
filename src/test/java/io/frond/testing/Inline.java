package io.frond.testing;

import io.frond.model.Workers;
import io.vertx.core.Future;
import java.util.concurrent.Callable;

/** Workers that do the work at once, on the thread that asks. */
public enum Inline implements Workers {
    WORKERS;

    @Override
    public <T> Future<T> run(Callable<T> work) {
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }
}
