package io.frond.cli;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.concurrent.CompletionException;

/** The one thread that may wait: it has nothing else to do until the program ends. */
final class MainThread {
    private MainThread() {}

    /** Waits for the result; throws what the Future failed with. */
    static <T> T await(Future<T> result) {
        if (Context.isOnVertxThread()) {
            throw new IllegalStateException("only the main thread may wait");
        }
        try {
            return result.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
