package io.frond.upstream.dialect;

import io.frond.model.Refused;
import io.frond.model.Usage;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** An answer that Frond does not read, a sound or a file: complete when the connection says so. */
final class UnreadBytes implements Dialect.Events {
    private static final Buffer NOTHING = Buffer.buffer();
    private boolean done;

    @Override
    public Buffer take(Buffer bytes) {
        return bytes;
    }

    @Override
    public Buffer end() {
        done = true;
        return NOTHING;
    }

    @Override
    public Buffer cut() {
        return NOTHING;
    }

    @Override
    public int dropped() {
        return 0;
    }

    @Override
    public Buffer torn() {
        return NOTHING;
    }

    @Override
    public boolean done() {
        return done;
    }

    @Override
    public boolean complete() {
        return done;
    }

    @Override
    public @Nullable Refused failure() {
        return null;
    }

    @Override
    public Dialect.Facts facts() {
        return new Dialect.Facts(Usage.UNKNOWN, "", "");
    }
}
