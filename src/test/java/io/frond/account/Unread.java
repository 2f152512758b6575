package io.frond.account;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A stream that nobody may touch: the ledger only listens to the end. */
final class Unread implements ReadStream<Buffer> {

    @Override
    public Unread handler(@Nullable Handler<Buffer> each) {
        throw touched();
    }

    @Override
    public Unread exceptionHandler(@Nullable Handler<Throwable> each) {
        throw touched();
    }

    @Override
    public Unread endHandler(@Nullable Handler<Void> each) {
        throw touched();
    }

    @Override
    public Unread pause() {
        throw touched();
    }

    @Override
    public Unread resume() {
        throw touched();
    }

    @Override
    public Unread fetch(long amount) {
        throw touched();
    }

    private static AssertionError touched() {
        return new AssertionError("the ledger read the answer");
    }
}
