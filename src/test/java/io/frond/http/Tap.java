package io.frond.http;

import io.frond.model.Ending;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Usage;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** A provider's stream in the test's hand: what is poured comes out, unless nobody draws. */
final class Tap implements ReadStream<Buffer> {
    private final Context context;
    private final ArrayDeque<Buffer> waiting = new ArrayDeque<>();
    private final Promise<Ending> ended = Promise.promise();
    final AtomicLong drawn = new AtomicLong();
    volatile boolean paused = true;
    private Handler<Buffer> handler = piece -> {};
    private Handler<Void> endHandler = end -> {};
    private Handler<Throwable> exceptionHandler = failure -> {};
    private Runnable atEnd;

    /** On the loop of whoever asks. */
    Tap() {
        this(Objects.requireNonNull(Vertx.currentContext()));
    }

    Tap(Context context) {
        this.context = context;
    }

    void pour(String text) {
        pour(Buffer.buffer(text));
    }

    void pour(Buffer piece) {
        context.runOnContext(now -> {
            waiting.add(piece);
            flow();
        });
    }

    void end() {
        context.runOnContext(now -> {
            atEnd = () -> {
                ended.complete(Ending.succeeded(Usage.UNKNOWN, "stop"));
                endHandler.handle(null);
            };
            flow();
        });
    }

    void fail(Refused why) {
        context.runOnContext(now -> {
            atEnd = () -> {
                ended.complete(Ending.failed(why.reason(), Usage.UNKNOWN));
                exceptionHandler.handle(why);
            };
            flow();
        });
    }

    void breakOff() {
        fail(Refused.of(Reason.UPSTREAM_PROTOCOL, "The model's answer broke off."));
    }

    Future<Ending> ended() {
        return ended.future();
    }

    private void flow() {
        Buffer piece = paused ? null : waiting.poll();
        if (piece != null) {
            drawn.addAndGet(piece.length());
            handler.handle(piece);
            context.runOnContext(next -> flow());
        } else if (waiting.isEmpty() && atEnd != null) {
            Runnable last = atEnd;
            atEnd = null;
            last.run();
        }
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> to) {
        handler = to;
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        paused = true;
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        paused = false;
        context.runOnContext(now -> flow());
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        return resume();
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> to) {
        endHandler = to;
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> to) {
        exceptionHandler = to;
        return this;
    }
}
