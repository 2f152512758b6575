package io.frond.upstream;

import io.frond.model.Call;
import io.frond.model.Clock;
import io.frond.model.Ending;
import io.frond.model.Outcome;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.upstream.balance.Latency;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts the calls of one endpoint, refused ones too, and measures how soon it answers. Thread-safe. */
final class Metered implements Upstream {
    private final Upstream inner;
    private final Clock clock;
    private final EndpointMeters meters;
    private final Latency latency;
    private final AtomicInteger inflight;

    /** @param before the one that stood here until now, whose calls may go on: they are counted together */
    Metered(Upstream inner, Clock clock, EndpointMeters meters, @Nullable Metered before) {
        this.inner = inner;
        this.clock = clock;
        this.meters = meters;
        this.latency = before == null ? new Latency(clock) : before.latency;
        this.inflight = before == null ? new AtomicInteger() : before.inflight;
    }

    Clock clock() {
        return clock;
    }

    EndpointMeters meters() {
        return meters;
    }

    int inflight() {
        return inflight.get();
    }

    /** Seconds to the first byte, lately; 0 while unknown. */
    double latency(long now) {
        return latency.seconds(now);
    }

    @Override
    public Future<Reply> call(Call call) {
        inflight.incrementAndGet();
        long began = clock.nanos();
        var reply = inner.call(call);
        reply.onSuccess(answer -> answered(call, answer)).onFailure(why -> unanswered(why, began));
        Ends.after(reply, ending -> over(call, ending, began));
        return reply;
    }

    private void answered(Call call, Reply reply) {
        var served = reply.served();
        if (served != null) {
            latency.sample(served.firstByte());
            meters.firstByte(served.firstByte());
            meters.calls().firstChunk(call, served.firstByte());
        }
    }

    private void over(Call call, Ending ending, long began) {
        inflight.decrementAndGet();
        var error = ending.outcome() == Outcome.SUCCEEDED
                ? ""
                : Objects.requireNonNullElse(ending.reason(), Reason.INTERNAL).label();
        meters.ended(error.isEmpty() ? "succeeded" : error);
        meters.calls().ended(call, error, clock.since(began));
        if (ending.outcome() == Outcome.FAILED) {
            failedAfter(clock.since(began));
        }
    }

    /** Whoever gave up waiting has seen that it takes at least so long. */
    private void unanswered(Throwable why, long began) {
        if (why instanceof Refused refused && refused.reason() == Reason.CALLER_CANCELLED) {
            failedAfter(clock.since(began));
        }
    }

    /** A failure that came late tells how slow the endpoint is; one that came at once does not make it a fast one. */
    private void failedAfter(Duration took) {
        if (took.toNanos() / 1e9 > latency.seconds(clock.nanos())) {
            latency.sample(took);
        }
    }
}
