package io.frond.wire;

import io.vertx.core.Vertx;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.VertxInternal;
import java.util.function.Supplier;

/**
 * Clients that come and go while Vert.x stays. Vert.x remembers every client for the context that it was made on, to
 * close them together, and 5.0.12 forgets none that is closed before (eclipse-vertx/vert.x#6268, #6311). So each is made
 * on a context of its own, which is forgotten with it.
 */
public final class ShortLived {
    private ShortLived() {}

    /**
     * What {@code maker} makes. Whoever asks for it closes it: closing Vert.x does not.
     *
     * @param maker called on the same thread
     */
    public static <T> T client(Vertx vertx, Supplier<T> maker) {
        var own = ((VertxInternal) vertx)
                .contextBuilder()
                .withCloseFuture(new CloseFuture())
                .build();
        var before = own.beginDispatch();
        try {
            return maker.get();
        } finally {
            own.endDispatch(before);
        }
    }
}
