package io.frond.upstream;

import io.frond.config.BackendConfig;
import io.frond.model.Call;
import io.frond.model.Ending;
import io.frond.model.Outcome;
import io.frond.model.Priority;
import io.frond.model.Reason;
import io.frond.model.Reply;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The places of one endpoint: at most so many calls at one time, each counted until the end of its answer. A place is
 * claimed before the call is made, so that one can be handed on to whoever waits in the {@link Line}.
 *
 * <p>Stands outside the breaker: Frond's own bound must not look like a sick endpoint. Calls that can wait get four
 * places of five, so that the others seldom have to. Thread-safe.
 */
final class Cap implements Upstream {
    private static final double OF_BATCH = 0.8;

    private final Upstream inner;
    private final Line line;
    private final @Nullable Gradient gradient;
    private final AtomicInteger taken = new AtomicInteger();
    private volatile int limit;

    Cap(Upstream inner, BackendConfig.Cap limits, Line line) {
        this.inner = inner;
        this.line = line;
        this.gradient = limits.adaptive() ? new Gradient(limits.inflight()) : null;
        this.limit = gradient == null ? limits.inflight() : gradient.limit();
        line.add(this);
    }

    /** Its endpoint is gone: nobody waits for a place here. */
    void leave() {
        line.remove(this);
    }

    /** Places that there are now. */
    int limit() {
        return limit;
    }

    /** Places that are taken now, those on their way to a waiter too. */
    int taken() {
        return taken.get();
    }

    private int limit(Priority priority) {
        return priority == Priority.BATCH ? Math.max(1, (int) (limit * OF_BATCH)) : limit;
    }

    boolean hasRoom(Priority priority) {
        return taken.get() < limit(priority);
    }

    /** Takes a place, if there is one. Whoever got it makes one {@link #call} or gives it back. */
    boolean claim(Priority priority) {
        while (true) {
            int before = taken.get();
            if (before >= limit(priority)) {
                return false;
            }
            if (taken.compareAndSet(before, before + 1)) {
                return true;
            }
        }
    }

    /** Gives a place back, to the first who waits for it. */
    void giveBack() {
        taken.decrementAndGet();
        line.freed(this);
    }

    /** Uses a place that was claimed. */
    @Override
    public Future<Reply> call(Call call) {
        int together = gradient == null ? 0 : taken.get();
        var reply = inner.call(call);
        if (gradient != null) {
            reply.onSuccess(answer -> answered(gradient, call, together, answer));
        }
        Ends.after(reply, ending -> ended(together, ending));
        return reply;
    }

    private void answered(Gradient learning, Call call, int together, Reply answer) {
        var served = answer.served();
        if (served != null) {
            boolean stream = call.ask().fields().stream();
            learning.sample(stream, served.firstByte().toNanos() / 1e9, together);
            limit = learning.limit();
        }
    }

    private void ended(int together, Ending ending) {
        if (gradient != null && (ending.reason() == Reason.UPSTREAM_RATE || late(ending))) {
            gradient.tooMuch(together);
            limit = gradient.limit();
        }
        giveBack();
    }

    private static boolean late(Ending ending) {
        return ending.reason() == Reason.UPSTREAM_TIMEOUT && ending.outcome() == Outcome.FAILED;
    }
}
