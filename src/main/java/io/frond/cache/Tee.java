package io.frond.cache;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * A stream on its way to the client, noted down as it passes. When the client is gone but others wait for the same
 * answer, it reads on by itself. Owned by the event loop it was made on.
 */
final class Tee extends Outlet {
    private final ReadStream<Buffer> source;
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
            pass(() -> send(bytes));
        });
        source.exceptionHandler(failure -> {
            notes.broken();
            pass(() -> fail(failure));
        });
        source.endHandler(end -> {
            notes.end();
            pass(this::end);
        });
    }

    private void pass(Runnable on) {
        if (!alone) {
            on.run();
        }
    }

    /** Reads to the end whether or not anybody listens. */
    void readOn() {
        onLoop(this::detach);
    }

    private void detach() {
        alone = true;
        source.resume();
    }

    @Override
    public Tee pause() {
        if (!alone) {
            source.pause();
        }
        return this;
    }

    @Override
    public Tee fetch(long amount) {
        source.fetch(amount);
        return this;
    }
}
