package io.frond.upstream;

import io.frond.model.Clock;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A stream that notices when nothing comes though something is wanted. A reader who has paused is not the stream's
 * silence.
 *
 * <p>One timer per silence, not per read: it looks how long ago the last read was and sleeps for the rest.
 */
final class Timed implements ReadStream<Buffer> {

    /** @param limit longest silence */
    record Silence(Vertx vertx, Clock clock, Duration limit) {}

    private final ReadStream<Buffer> inner;
    private final Silence silence;
    private final Runnable silent;
    private final UnaryOperator<Throwable> cause;
    private long demand;
    private long last;
    private long timer = -1;
    private boolean released;

    /**
     * @param silent runs at most once
     * @param cause what a failure of the inner stream really is
     */
    Timed(ReadStream<Buffer> inner, Silence silence, Runnable silent, UnaryOperator<Throwable> cause) {
        this.inner = inner;
        this.silence = silence;
        this.silent = silent;
        this.cause = cause;
    }

    /** Watches no longer. */
    void release() {
        released = true;
        silence.vertx.cancelTimer(timer);
    }

    private void wanted(long amount) {
        if (demand == 0) {
            last = silence.clock.nanos();
        }
        demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
        if (timer < 0 && !released) {
            sleep(silence.limit);
        }
    }

    private void came() {
        last = silence.clock.nanos();
        demand -= demand == 0 || demand == Long.MAX_VALUE ? 0 : 1;
    }

    private void sleep(Duration rest) {
        timer = silence.vertx.setTimer(Math.max(1, rest.toMillis()), fired -> look());
    }

    private void look() {
        timer = -1;
        if (released || demand == 0) {
            return;
        }
        var rest = silence.limit.minus(silence.clock.since(last));
        if (rest.toMillis() > 0) {
            sleep(rest);
        } else {
            released = true;
            silent.run();
        }
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        inner.handler(
                handler == null
                        ? null
                        : bytes -> {
                            came();
                            handler.handle(bytes);
                        });
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        inner.endHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        inner.exceptionHandler(handler == null ? null : failure -> handler.handle(cause.apply(failure)));
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        demand = 0;
        inner.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        wanted(amount);
        inner.fetch(amount);
        return this;
    }
}
