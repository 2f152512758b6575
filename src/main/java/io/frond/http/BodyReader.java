package io.frond.http;

import io.frond.config.ServerConfig;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Collects the body of one paused request, within a size and a time. */
final class BodyReader {
    /** So much room is made at once for a body that is announced to need it. */
    private static final int LARGEST_GUESS = 1024 * 1024;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final long limit;
    private final Promise<Buffer> whole = Promise.promise();
    private @Nullable Buffer collected;
    private boolean copied;

    private BodyReader(Vertx vertx, HttpServerRequest request, long limit) {
        this.vertx = vertx;
        this.request = request;
        this.limit = limit;
    }

    /** Fails with {@link Refused}. A client that waits to be asked for its body is asked now. */
    static Future<Buffer> read(Vertx vertx, HttpServerRequest request, ServerConfig config) {
        var reader = new BodyReader(vertx, request, config.bodyLimit());
        if (length(request) > config.bodyLimit()) {
            return Future.failedFuture(reader.tooLarge());
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        return reader.start(config.bodyTimeout());
    }

    /** As announced; 0 where it is not. */
    private static long length(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private Future<Buffer> start(Duration timeout) {
        request.exceptionHandler(this::broken);
        request.handler(this::more);
        request.endHandler(end -> whole.tryComplete(collected == null ? Buffer.buffer() : collected));
        request.resume();
        if (!whole.future().isComplete()) {
            long timer = vertx.setTimer(Math.max(1, timeout.toMillis()), late -> whole.tryFail(tooSlow(timeout)));
            whole.future().onComplete(done -> vertx.cancelTimer(timer));
        }
        return whole.future();
    }

    private void more(Buffer piece) {
        if (whole.future().isComplete()) {
            return;
        }
        int length = collected == null ? 0 : collected.length();
        if ((long) length + piece.length() > limit) {
            collected = null;
            whole.tryFail(tooLarge());
        } else if (collected == null) {
            collected = piece;
        } else {
            collected = roomy(collected).appendBuffer(piece);
        }
    }

    /** The first piece is kept as it came, mostly it is all there is; it may lie in memory that cannot grow. */
    private Buffer roomy(Buffer sofar) {
        if (copied) {
            return sofar;
        }
        copied = true;
        int announced = (int) Math.min(length(request), LARGEST_GUESS);
        int room = announced > sofar.length() ? announced : sofar.length() * 2;
        return Buffer.buffer(room).appendBuffer(sofar);
    }

    private void broken(Throwable failure) {
        if (failure instanceof HttpClosedException || failure instanceof StreamResetException) {
            whole.tryFail(
                    Refused.of(Reason.CALLER_CANCELLED, "The client broke its request off before it was complete."));
        } else if (whole.tryFail(
                        Refused.of(Reason.CALLER_INVALID, "The body is malformed, or not as long as announced."))
                && request.version() != HttpVersion.HTTP_2) {
            // What was answered goes out now: the decoder cuts the connection as soon as this returns.
            request.connection().close();
        }
    }

    private Refused tooLarge() {
        return Refused.of(Reason.CALLER_TOO_LARGE, "The body is larger than the limit of " + limit + " bytes.");
    }

    private static Refused tooSlow(Duration timeout) {
        return Refused.of(
                Reason.CALLER_SLOW, "The body did not arrive within " + timeout.toMillis() / 1000.0 + " seconds.");
    }
}
