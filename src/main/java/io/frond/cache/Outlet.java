package io.frond.cache;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** The reading end of a stream of this package: its listeners. Owned by the event loop it was made on. */
abstract class Outlet implements ReadStream<Buffer> {
    private final @Nullable Context context = Vertx.currentContext();
    private @Nullable Handler<Buffer> reader;
    private @Nullable Handler<Throwable> atFailure;
    private @Nullable Handler<Void> atEnd;

    /** Whether bytes have somebody to go to. */
    final boolean heard() {
        return reader != null;
    }

    final void send(Buffer bytes) {
        tell(reader, bytes);
    }

    final void fail(Throwable why) {
        tell(atFailure, why);
    }

    final void end() {
        if (atEnd != null) {
            atEnd.handle(null);
        }
    }

    private static <T> void tell(@Nullable Handler<T> listener, T news) {
        if (listener != null) {
            listener.handle(news);
        }
    }

    /** Later where there is an event loop, else at once. */
    final void onLoop(Runnable step) {
        if (context == null) {
            step.run();
        } else {
            context.runOnContext(go -> step.run());
        }
    }

    @Override
    public final Outlet handler(@Nullable Handler<Buffer> each) {
        reader = each;
        return this;
    }

    @Override
    public final Outlet exceptionHandler(@Nullable Handler<Throwable> each) {
        atFailure = each;
        return this;
    }

    @Override
    public final Outlet endHandler(@Nullable Handler<Void> each) {
        atEnd = each;
        return this;
    }

    @Override
    public final Outlet resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public abstract Outlet pause();

    @Override
    public abstract Outlet fetch(long amount);
}
