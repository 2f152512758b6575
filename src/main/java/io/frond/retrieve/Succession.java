package io.frond.retrieve;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One collection in another's place: the one before is searched until the new one is complete, and then closed. */
final class Succession {
    private static final long LOOK_MS = 500;

    private final Vertx vertx;
    private final BooleanSupplier complete;
    private volatile @Nullable Knowledge before;
    private volatile long timer = -1;

    /** @param complete whether the new one can do without the one before; cheap enough for twice a second */
    Succession(Vertx vertx, BooleanSupplier complete) {
        this.vertx = vertx;
        this.complete = complete;
    }

    /** Who is to be searched in its place; null where there is nobody. */
    @Nullable
    Knowledge before() {
        return before;
    }

    /** From now on the one before is ours to close. */
    void after(Knowledge one) {
        before = one;
        timer = vertx.setPeriodic(LOOK_MS, due -> {
            if (complete.getAsBoolean()) {
                var unused = end();
            }
        });
    }

    /** The new one stands alone; completes when the one before is closed. */
    synchronized Future<Void> end() {
        vertx.cancelTimer(timer);
        var last = before;
        before = null;
        return last == null ? Future.succeededFuture() : last.close();
    }
}
