package io.frond.cache;

import io.frond.cache.CacheStore.Held;
import io.frond.model.Caller;
import io.frond.model.Ending;
import io.frond.model.Head;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.model.Usage;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;

/** A kept stream sent again, as fast as the client reads. Owned by the event loop it was made on. */
final class Replay extends Outlet {
    private static final int SLICE = 32 << 10;

    private final Kept kept;
    private final Promise<Ending> ended = Promise.promise();
    private Runnable stay = () -> {};
    private long demand;
    private int sent;
    private boolean sending;
    private boolean over;

    private Replay(Kept kept) {
        this.kept = kept;
    }

    /**
     * The answer again, as it was: whole, or as a stream.
     *
     * @param more headers beside its own and its age
     */
    static Reply of(Held held, Map<String, String> more, Caller caller) {
        var kept = held.kept();
        var headers = new HashMap<>(kept.head().headers());
        headers.put("age", Long.toString(held.age().toSeconds()));
        headers.putAll(more);
        var head = new Head(kept.head().status(), headers);
        return kept.streamed()
                ? stream(kept, head, caller)
                : new Reply.Whole(head, kept.body(), Ending.succeeded(Usage.UNKNOWN, kept.finish()), null);
    }

    private static Reply stream(Kept kept, Head head, Caller caller) {
        var replay = new Replay(kept);
        replay.stay = caller.whenGone(() -> replay.onLoop(replay::cancel));
        return new Reply.Streamed(head, replay, replay.ended.future(), null);
    }

    private void send() {
        if (sending) {
            return;
        }
        sending = true;
        while (!over && demand > 0 && heard() && sent < kept.body().length()) {
            int until = Math.min(sent + SLICE, kept.body().length());
            var slice = kept.body().slice(sent, until);
            sent = until;
            demand = demand == Long.MAX_VALUE ? demand : demand - 1;
            send(slice);
        }
        sending = false;
        if (!over && demand > 0 && sent == kept.body().length()) {
            finish();
        }
    }

    private void finish() {
        over = true;
        stay.run();
        end();
        ended.complete(Ending.succeeded(Usage.UNKNOWN, kept.finish()));
    }

    private void cancel() {
        if (over) {
            return;
        }
        over = true;
        fail(Refused.of(Reason.CALLER_CANCELLED, "The client closed the connection."));
        ended.complete(Ending.left(Usage.UNKNOWN));
    }

    @Override
    public Replay pause() {
        demand = 0;
        return this;
    }

    @Override
    public Replay fetch(long amount) {
        demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
        onLoop(this::send);
        return this;
    }
}
