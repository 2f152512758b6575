package io.frond.upstream;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The reading end of a stream that somebody else fills. Paused at first; asks for more only when its reader wants
 * bytes and has taken all that is here. The end, good or bad, comes behind the last byte.
 *
 * <p>Owned by one event loop.
 */
final class Feed implements ReadStream<Buffer> {
    private final Runnable more;
    private final Deque<Buffer> waiting = new ArrayDeque<>(2);
    private @Nullable Handler<Buffer> reader;
    private @Nullable Handler<Void> atEnd;
    private @Nullable Handler<Throwable> atFailure;
    private @Nullable Throwable failure;
    private long demand;
    private boolean asked;
    private boolean closed;
    private boolean told;
    private boolean delivering;

    /** @param more asks the source for its next bytes; answered by exactly one push, or by an end */
    Feed(Runnable more) {
        this.more = more;
    }

    /** The next bytes; with none in them, the source is asked again. */
    void push(Buffer bytes) {
        asked = false;
        add(bytes);
    }

    /** Bytes that were not asked for. */
    void add(Buffer bytes) {
        if (!closed && bytes.length() > 0) {
            waiting.add(bytes);
        }
        deliver();
    }

    void end() {
        closed = true;
        deliver();
    }

    void fail(Throwable cause) {
        if (!closed) {
            closed = true;
            failure = cause;
            deliver();
        }
    }

    private void deliver() {
        if (delivering) {
            return;
        }
        delivering = true;
        try {
            do {
                handOut();
            } while (wentOn());
        } finally {
            delivering = false;
        }
    }

    private void handOut() {
        while (demand > 0 && reader != null && !waiting.isEmpty()) {
            demand -= demand == Long.MAX_VALUE ? 0 : 1;
            reader.handle(waiting.remove());
        }
    }

    /** Whether a source that was asked has answered at once, so that there is more to do. */
    private boolean wentOn() {
        if (demand == 0 || !waiting.isEmpty()) {
            return false;
        }
        if (closed) {
            tell();
            return false;
        }
        if (asked) {
            return false;
        }
        asked = true;
        more.run();
        return !asked || closed || !waiting.isEmpty();
    }

    private void tell() {
        if (told) {
            return;
        }
        told = true;
        if (failure == null) {
            if (atEnd != null) {
                atEnd.handle(null);
            }
        } else if (atFailure != null) {
            atFailure.handle(failure);
        }
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        reader = handler;
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        atEnd = handler;
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        atFailure = handler;
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        demand = 0;
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
        deliver();
        return this;
    }
}
