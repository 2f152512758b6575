package io.frond.upstream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work done again and again, each round a pause after the end of the one before. All on one Vert.x context; closed by
 * whoever began it, from any thread.
 */
final class Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration AFTER_A_BUG = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Supplier<Future<Duration>> round;
    private volatile boolean closed;
    private volatile long timer = -1;

    /** @param round gives the pause after it; a failure is a bug */
    Rounds(Vertx vertx, Supplier<Future<Duration>> round) {
        this.vertx = vertx;
        this.round = round;
    }

    /** The first round after a pause of its own. */
    Rounds begin(Duration first) {
        vertx.getOrCreateContext().runOnContext(nothing -> later(first));
        return this;
    }

    private void later(Duration pause) {
        if (!closed) {
            timer = vertx.setTimer(Math.max(1, pause.toMillis()), fired -> go());
        }
    }

    private void go() {
        if (!closed) {
            Future.<Void>succeededFuture()
                    .compose(nothing -> round.get())
                    .onFailure(bug -> LOG.error("a background round failed", bug))
                    .otherwise(AFTER_A_BUG)
                    .onSuccess(this::later);
        }
    }

    /** No round begins from now on; one that runs ends by itself. */
    void close() {
        closed = true;
        vertx.cancelTimer(timer);
    }
}
