package io.frond.retrieve;

import io.frond.model.Workers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Workers for tests, and the patience of a test thread. */
public final class Pools {
    private Pools() {}

    public static Workers two(Vertx vertx, String name) {
        var pool = vertx.createSharedWorkerExecutor(name, 2);
        return new Workers() {
            @Override
            public <T> Future<T> run(Callable<T> work) {
                return pool.executeBlocking(work, false);
            }
        };
    }

    public static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
