package io.frond;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.TimeUnit;

/** Event loops for the whole program in tests: as the program makes them, and like there after a rehearsal. */
final class Loops {
    private static final int LIMIT_MILLIS = 100;

    static {
        rehearse();
    }

    private Loops() {}

    private static void rehearse() {
        try {
            Rehearsal.inFull(null).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the rehearsal failed", e);
        }
    }

    /** Complains after 100 ms, which fails the test. Closed by the caller. */
    static Vertx strict() {
        return Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setBlockedThreadCheckInterval(LIMIT_MILLIS / 2)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
                .setMaxEventLoopExecuteTime(LIMIT_MILLIS)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS));
    }
}
