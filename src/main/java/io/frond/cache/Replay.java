package io.frond.cache;

import io.frond.model.Caller;
import io.frond.model.Ending;
import io.frond.model.Head;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.model.Usage;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A kept stream sent again, as fast as the client reads. Owned by the event loop it was made on. */
final class Replay implements ReadStream<Buffer> {
    private static final int SLICE = 32 << 10;

    private final Kept kept;
    private final @Nullable Context context = Vertx.currentContext();
    private final Promise<Ending> ended = Promise.promise();
    private Runnable stay = () -> {};
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Throwable> broken;
    private @Nullable Handler<Void> finished;
    private long demand;
    private int sent;
    private boolean sending;
    private boolean over;

    private Replay(Kept kept) {
        this.kept = kept;
    }

    static Reply.Streamed of(Kept kept, Head head, Caller caller) {
        var replay = new Replay(kept);
        replay.stay = caller.whenGone(() -> replay.onLoop(replay::cancel));
        return new Reply.Streamed(head, replay, replay.ended.future(), null);
    }

    private void send() {
        if (sending) {
            return;
        }
        sending = true;
        while (!over && demand > 0 && handler != null && sent < kept.body().length()) {
            int until = Math.min(sent + SLICE, kept.body().length());
            var slice = kept.body().slice(sent, until);
            sent = until;
            demand = demand == Long.MAX_VALUE ? demand : demand - 1;
            handler.handle(slice);
        }
        sending = false;
        if (!over && demand > 0 && sent == kept.body().length()) {
            finish();
        }
    }

    private void finish() {
        over = true;
        stay.run();
        if (finished != null) {
            finished.handle(null);
        }
        ended.complete(Ending.succeeded(Usage.UNKNOWN, kept.finish()));
    }

    private void cancel() {
        if (over) {
            return;
        }
        over = true;
        if (broken != null) {
            broken.handle(Refused.of(Reason.CALLER_CANCELLED, "The client closed the connection."));
        }
        ended.complete(Ending.left(Usage.UNKNOWN));
    }

    private void onLoop(Runnable step) {
        if (context == null) {
            step.run();
        } else {
            context.runOnContext(go -> step.run());
        }
    }

    @Override
    public Replay handler(@Nullable Handler<Buffer> each) {
        handler = each;
        return this;
    }

    @Override
    public Replay exceptionHandler(@Nullable Handler<Throwable> each) {
        broken = each;
        return this;
    }

    @Override
    public Replay endHandler(@Nullable Handler<Void> each) {
        finished = each;
        return this;
    }

    @Override
    public Replay pause() {
        demand = 0;
        return this;
    }

    @Override
    public Replay resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public Replay fetch(long amount) {
        demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
        onLoop(this::send);
        return this;
    }
}
