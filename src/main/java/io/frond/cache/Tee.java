package io.frond.cache;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * A stream on its way to the client, noted down as it passes. When the client is gone but others wait for the same
 * answer, it reads on by itself. Owned by the event loop it was made on.
 */
final class Tee implements ReadStream<Buffer> {
    private final ReadStream<Buffer> source;
    private final @Nullable Context context = Vertx.currentContext();
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Throwable> broken;
    private @Nullable Handler<Void> finished;
    private boolean alone;

    /** Where the bytes are noted down. */
    interface Notes {
        void bytes(Buffer bytes);

        void end();

        void broken();
    }

    Tee(ReadStream<Buffer> source, Notes notes) {
        this.source = source;
        source.handler(bytes -> {
            notes.bytes(bytes);
            pass(handler, bytes);
        });
        source.exceptionHandler(failure -> {
            notes.broken();
            pass(broken, failure);
        });
        source.endHandler(end -> {
            notes.end();
            if (finished != null && !alone) {
                finished.handle(null);
            }
        });
    }

    private <T> void pass(@Nullable Handler<T> to, T what) {
        if (to != null && !alone) {
            to.handle(what);
        }
    }

    /** Reads to the end whether or not anybody listens. */
    void readOn() {
        if (context == null) {
            detach();
        } else {
            context.runOnContext(go -> detach());
        }
    }

    private void detach() {
        alone = true;
        source.resume();
    }

    @Override
    public Tee handler(@Nullable Handler<Buffer> each) {
        handler = each;
        return this;
    }

    @Override
    public Tee exceptionHandler(@Nullable Handler<Throwable> each) {
        broken = each;
        return this;
    }

    @Override
    public Tee endHandler(@Nullable Handler<Void> each) {
        finished = each;
        return this;
    }

    @Override
    public Tee pause() {
        if (!alone) {
            source.pause();
        }
        return this;
    }

    @Override
    public Tee resume() {
        source.resume();
        return this;
    }

    @Override
    public Tee fetch(long amount) {
        source.fetch(amount);
        return this;
    }
}
