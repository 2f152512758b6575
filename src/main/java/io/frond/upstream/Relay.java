package io.frond.upstream;

import io.frond.model.Ending;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.upstream.dialect.Dialect;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;

/**
 * A provider's stream on its way to the caller: pulled read by read as the caller takes them, judged in passing, ended
 * exactly once.
 *
 * <p>A provider that has finished but holds its connection open is not waited for longer than the linger. Owned by the
 * event loop of the call.
 */
final class Relay {
    private final Vertx vertx;
    private final HttpClientResponse response;
    private final Dialect.Events events;
    private final Duration linger;
    private final Feed feed = new Feed(this::pull);
    private final Promise<Void> begun = Promise.promise();
    private final Promise<Ending> ended = Promise.promise();
    private long timer = -1;

    Relay(Vertx vertx, HttpClientResponse response, Dialect.Events events, Duration linger) {
        this.vertx = vertx;
        this.response = response;
        this.events = events;
        this.linger = linger;
    }

    /** Completes with the first byte that goes on; fails when the stream does before. */
    Future<Void> begin() {
        response.handler(this::read).endHandler(nothing -> providerEnded()).exceptionHandler(broken -> brokenOff());
        pull();
        return begun.future();
    }

    ReadStream<Buffer> bytes() {
        return feed;
    }

    Future<Ending> ended() {
        return ended.future();
    }

    /** Malformed events that the caller did not get to see. */
    int dropped() {
        return events.dropped();
    }

    /** The id under which the provider keeps the answer, as far as it was told; empty where it was not. */
    String kept() {
        return events.facts().kept();
    }

    /** Nobody listens any more. */
    void leave() {
        close(Ending.left(events.facts().usage()), CallerGone.refused());
    }

    /** The linger runs only from here to the next read: while the caller is slow, nobody waits for the provider. */
    private void pull() {
        if (events.complete()) {
            timer = vertx.setTimer(Math.max(1, linger.toMillis()), fired -> lingeredOut());
        }
        response.fetch(1);
    }

    private void read(Buffer bytes) {
        if (over()) {
            return;
        }
        vertx.cancelTimer(timer);
        var out = events.take(bytes);
        if (begun.future().isComplete() || events.failure() != null) {
            feed.push(out);
        } else {
            first(out);
        }
        settle();
    }

    /** While nothing has gone on, an error is still one that another endpoint can make good. */
    private void first(Buffer out) {
        feed.push(out);
        if (out.length() > 0) {
            begun.complete();
        } else {
            pull();
        }
    }

    private void settle() {
        var failure = events.failure();
        if (failure != null) {
            fail(failure);
        } else if (events.done()) {
            succeed();
        }
    }

    private void providerEnded() {
        if (!over()) {
            feed.add(events.end());
            settle();
        }
    }

    /** An answer that had ended before lacks nothing but the marker, and perhaps its usage. */
    private void brokenOff() {
        if (over()) {
            return;
        }
        if (events.complete()) {
            feed.add(events.cut());
            settle();
        } else {
            fail(Refused.of(Reason.UPSTREAM_PROTOCOL, "The connection to the model service broke within its answer."));
        }
    }

    private void lingeredOut() {
        if (over()) {
            return;
        }
        providerEnded();
        reset();
    }

    private void succeed() {
        begun.tryComplete();
        var facts = events.facts();
        feed.end();
        ended.tryComplete(Ending.succeeded(facts.usage(), facts.finish()));
        vertx.cancelTimer(timer);
        drain();
    }

    /** Lets the connection be used again if the provider ends in time. */
    private void drain() {
        long patience = vertx.setTimer(1_000, fired -> reset());
        response.end().onComplete(end -> vertx.cancelTimer(patience));
        response.resume();
    }

    private void fail(Refused why) {
        close(Ending.failed(why.reason(), events.facts().usage()), why);
    }

    private void close(Ending how, Refused why) {
        if (over()) {
            return;
        }
        vertx.cancelTimer(timer);
        feed.add(events.torn());
        feed.fail(why);
        ended.complete(how);
        begun.tryFail(why);
        reset();
    }

    private boolean over() {
        return ended.future().isComplete();
    }

    private void reset() {
        var unused = response.request().reset();
    }
}
