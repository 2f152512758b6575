package io.frond.cache;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A stream fed by hand; keeps what nobody asks for. */
final class FakeStream implements ReadStream<Buffer> {
    private final Deque<Buffer> held = new ArrayDeque<>();
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Throwable> broken;
    private @Nullable Handler<Void> finished;
    private boolean flowing;
    private boolean ended;

    void send(String text) {
        held.add(Buffer.buffer(text));
        flow();
    }

    void end() {
        ended = true;
        flow();
    }

    void fail(Throwable why) {
        if (broken != null) {
            broken.handle(why);
        }
    }

    boolean flowing() {
        return flowing;
    }

    private void flow() {
        while (flowing && handler != null && !held.isEmpty()) {
            handler.handle(held.remove());
        }
        if (flowing && ended && held.isEmpty() && finished != null) {
            var last = finished;
            finished = null;
            last.handle(null);
        }
    }

    @Override
    public FakeStream handler(@Nullable Handler<Buffer> each) {
        handler = each;
        return this;
    }

    @Override
    public FakeStream exceptionHandler(@Nullable Handler<Throwable> each) {
        broken = each;
        return this;
    }

    @Override
    public FakeStream endHandler(@Nullable Handler<Void> each) {
        finished = each;
        return this;
    }

    @Override
    public FakeStream pause() {
        flowing = false;
        return this;
    }

    @Override
    public FakeStream resume() {
        flowing = true;
        flow();
        return this;
    }

    @Override
    public FakeStream fetch(long amount) {
        return resume();
    }
}
