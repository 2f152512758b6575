package io.frond.upstream;

import io.frond.model.Call;
import io.frond.model.Ending;
import io.frond.model.Operation.Kind;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.model.Served;
import io.frond.model.Usage;
import io.frond.upstream.dialect.Dialect;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.net.Address;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request to an endpoint and its answer. When the caller leaves, the request is broken off wherever it stands.
 *
 * <p>Owned by the event loop on which it began.
 */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    /** Above this, reading a body would hold the event loop up. */
    private static final int SMALL = 256 * 1024;

    private final EndpointClient endpoint;
    private final Call call;
    private final Context context;
    private final long began;
    private final Promise<Reply> reply = Promise.promise();
    private Duration firstByte = Duration.ZERO;
    private Runnable stay = () -> {};
    private @Nullable HttpClientRequest request;
    private @Nullable Relay relay;

    Exchange(EndpointClient endpoint, Call call) {
        this.endpoint = endpoint;
        this.call = call;
        this.context = endpoint.around().vertx().getOrCreateContext();
        this.began = endpoint.around().clock().nanos();
    }

    Future<Reply> reply() {
        var out = endpoint.dialect().request(call, endpoint.target());
        stay = call.ask().caller().whenGone(this::left);
        if (over()) {
            return reply.future();
        }
        var options = endpoint.options(call, out);
        endpoint.http()
                .request(options)
                .onSuccess(opened -> send(opened, out))
                .onFailure(failure -> unreachable(failure, options.getServer()));
        return reply.future();
    }

    private void left() {
        if (Vertx.currentContext() == context) {
            leave();
        } else {
            context.runOnContext(nothing -> leave());
        }
    }

    private void leave() {
        if (relay != null) {
            relay.leave();
        }
        fail(CallerGone.refused());
        reset();
    }

    private void send(HttpClientRequest opened, Dialect.Outgoing out) {
        request = opened;
        opened.exceptionHandler(broken -> {});
        if (over()) {
            reset();
            return;
        }
        out.headers().forEach(opened::putHeader);
        OutgoingBody.send(opened, out.body()).onSuccess(this::read).onFailure(failure -> fail(broken(failure)));
    }

    private void read(HttpClientResponse response) {
        if (over()) {
            reset();
            return;
        }
        int status = response.statusCode();
        if (ResponseHead.encoded(response)) {
            breakOff(response, "The model service sent an encoded answer though it was asked not to.");
        } else if (status / 100 == 2) {
            answer(response);
        } else if (StatusCodes.aboutTheRequest(status)) {
            collect(response).onSuccess(body -> refusedByProvider(response, body));
        } else {
            refuse(response);
        }
    }

    private void answer(HttpClientResponse response) {
        boolean events = ResponseHead.isStream(response);
        boolean other = call.ask().operation().kind() == Kind.OTHER;
        if (other && !events && !ResponseHead.isJson(response)) {
            stream(response);
        } else if (!other && events != call.ask().fields().stream()) {
            breakOff(response, "The model service did not answer in the form that was asked for.");
        } else if (events) {
            stream(response);
        } else {
            collect(response).onSuccess(body -> whole(response, body));
        }
    }

    private void stream(HttpClientResponse response) {
        response.pause();
        var stream = new Relay(
                endpoint.around().vertx(), response, endpoint.dialect().events(call), endpoint.linger(call));
        relay = stream;
        stream.ended().onSuccess(ending -> {
            stay.run();
            endpoint.dropped(stream.dropped());
        });
        stream.begin().onFailure(reply::tryFail).onSuccess(nothing -> {
            firstByte();
            reply.tryComplete(new Reply.Streamed(
                    ResponseHead.ofStream(response), stream.bytes(), stream.ended(), served(stream.kept())));
        });
    }

    private Future<Buffer> collect(HttpClientResponse response) {
        return new Collected(response, this::firstByte).whole().onFailure(failure -> {
            fail(failure);
            reset();
        });
    }

    private void whole(HttpClientResponse response, Buffer body) {
        facts(body)
                .onSuccess(facts -> finish(new Reply.Whole(
                        ResponseHead.of(response, ResponseHead.jsonType(response)),
                        body,
                        Ending.succeeded(facts.usage(), facts.finish()),
                        served(facts.kept()))))
                .onFailure(this::fail);
    }

    private Future<Dialect.Facts> facts(Buffer body) {
        if (body.length() > SMALL) {
            return endpoint.around().workers().run(() -> endpoint.dialect().read(call, body));
        }
        return Future.<Void>succeededFuture().map(nothing -> endpoint.dialect().read(call, body));
    }

    private void refusedByProvider(HttpClientResponse response, Buffer body) {
        var shaped = endpoint.dialect().error(body);
        if (shaped == null) {
            fail(StatusCodes.unreadable(response.statusCode()));
            return;
        }
        finish(new Reply.Whole(
                ResponseHead.of(response, "application/json"),
                shaped,
                Ending.succeeded(Usage.UNKNOWN, ""),
                served("")));
    }

    private void refuse(HttpClientResponse response) {
        var refused = StatusCodes.refused(
                response.statusCode(), response.headers(), endpoint.around().clock());
        if (refused.reason() == Reason.UPSTREAM_AUTH) {
            LOG.warn("endpoint {} does not accept its key: status {}", endpoint.name(), response.statusCode());
        }
        fail(refused);
        Collected.discard(endpoint.around().vertx(), response);
    }

    private void breakOff(HttpClientResponse response, String why) {
        response.exceptionHandler(broken -> {});
        fail(Refused.of(Reason.UPSTREAM_PROTOCOL, why));
        reset();
    }

    private void finish(Reply.Whole whole) {
        stay.run();
        reply.tryComplete(whole);
    }

    private void fail(Throwable why) {
        stay.run();
        reply.tryFail(why);
    }

    private boolean over() {
        return reply.future().isComplete();
    }

    private void reset() {
        if (request != null) {
            var unused = request.reset();
        }
    }

    private void firstByte() {
        firstByte = endpoint.around().clock().since(began);
    }

    private Served served(String kept) {
        var model = Objects.requireNonNullElse(endpoint.config().model(), "");
        return new Served(endpoint.name(), 1, firstByte, kept, model, List.of());
    }

    private void unreachable(Throwable failure, @Nullable Address tried) {
        LOG.debug("connecting failed", failure);
        endpoint.whereabouts().unreachable(tried);
        fail(Refused.of(Reason.UPSTREAM_CONNECT, "The model service cannot be reached."));
    }

    private static Refused broken(Throwable failure) {
        LOG.debug("no response", failure);
        return failure instanceof HttpClosedException || failure instanceof IOException
                ? Refused.of(Reason.UPSTREAM_CONNECT, "The model service closed the connection without an answer.")
                : Refused.of(Reason.UPSTREAM_PROTOCOL, "The model service sent something that is not HTTP.");
    }
}
