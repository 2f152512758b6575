package io.frond.upstream;

import io.frond.config.BackendConfig;
import io.frond.model.Call;
import io.frond.model.Caller;
import io.frond.model.Clock;
import io.frond.model.Ending;
import io.frond.model.Outcome;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a call that takes too long: no first byte, no whole answer, silence within a stream, a stream without end, or
 * longer than the client wanted to wait. It does so as a caller who leaves.
 */
final class Deadline implements Upstream {
    /** The header that an error names; the one of the SDKs is not their users'. */
    static final String WISH = "x-request-timeout-ms";

    private static final String TOO_LATE =
            "The answer was not there within the time that the request gave it by x-request-timeout-ms or "
                    + "x-stainless-timeout.";

    private final Upstream inner;
    private final BackendConfig.Timeout usual;
    private final Vertx vertx;
    private final Clock clock;

    Deadline(Upstream inner, BackendConfig.Timeout usual, Vertx vertx, Clock clock) {
        this.inner = inner;
        this.usual = usual;
        this.vertx = vertx;
        this.clock = clock;
    }

    @Override
    public Future<Reply> call(Call call) {
        return new Vigil(call).keep();
    }

    /** The watch over one call. Owned by its event loop. */
    private final class Vigil {
        private final Call call;
        private final BackendConfig.Timeout limits;
        private final long began = clock.nanos();
        private final Caller within = new Caller();
        private final Promise<Reply> reply = Promise.promise();
        private long timer = -1;
        private @Nullable Refused expired;

        Vigil(Call call) {
            this.call = call;
            this.limits = usual.with(call.patience());
        }

        Future<Reply> keep() {
            boolean stream = call.ask().fields().stream();
            var longest = stream ? limits.firstToken() : limits.total();
            var stay = call.ask().caller().whenGone(within::leave);
            arm(
                    call.ask().wishes().untilAnswer(),
                    Objects.requireNonNullElse(call.limit(), longest),
                    stream ? "did not begin to answer in time" : "did not answer in time");
            inner.call(Calls.onBehalfOf(within, call)).onSuccess(this::answered).onFailure(this::failed);
            Ends.after(reply.future(), over -> stay.run());
            return reply.future();
        }

        private void answered(Reply answer) {
            vertx.cancelTimer(timer);
            switch (answer) {
                case Reply.Whole whole -> reply.tryComplete(whole);
                case Reply.Streamed stream -> reply.tryComplete(watch(stream));
            }
        }

        private void failed(Throwable why) {
            vertx.cancelTimer(timer);
            reply.tryFail(why);
        }

        private Reply watch(Reply.Streamed stream) {
            arm(call.ask().wishes().timeout(), limits.stream(), "did not come to an end in time");
            var bytes =
                    new Timed(stream.bytes(), new Timed.Silence(vertx, clock, limits.idle()), this::silent, this::why);
            var ended = stream.ended().map(this::judged);
            ended.onSuccess(over -> {
                vertx.cancelTimer(timer);
                bytes.release();
            });
            return new Reply.Streamed(stream.head(), bytes, ended, stream.served());
        }

        private Ending judged(Ending ending) {
            return expired == null || ending.outcome() == Outcome.SUCCEEDED
                    ? ending
                    : new Ending(Ends.outcome(expired), ending.usage(), "", expired.reason());
        }

        private Throwable why(Throwable failure) {
            return expired == null ? failure : expired;
        }

        private void silent() {
            expire(Refused.of(Reason.UPSTREAM_TIMEOUT, "The model service fell silent within its answer."));
        }

        private void arm(@Nullable Duration wish, Duration limit, String what) {
            var left = wish == null ? limit : wish.minus(clock.since(began));
            if (wish != null && left.compareTo(limit) <= 0) {
                start(left, () -> Refused.of(Reason.UPSTREAM_TIMEOUT, TOO_LATE).at(WISH));
            } else {
                start(limit, () -> Refused.of(Reason.UPSTREAM_TIMEOUT, "The model service " + what + "."));
            }
        }

        private void start(Duration wait, Supplier<Refused> refused) {
            timer = vertx.setTimer(Math.max(1, wait.toMillis()), fired -> expire(refused.get()));
        }

        private void expire(Refused refused) {
            expired = refused;
            reply.tryFail(refused);
            within.leave();
        }
    }
}
