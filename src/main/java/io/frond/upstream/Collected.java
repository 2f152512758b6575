package io.frond.upstream;

import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

/** A response's body taken in as a whole, up to a bound. */
final class Collected {
    private static final int LARGEST = 64 * 1024 * 1024;
    private static final long PATIENCE_MILLIS = 1_000;

    private final HttpClientResponse response;
    private final Runnable atFirst;
    private final Promise<Buffer> whole = Promise.promise();
    private @Nullable Buffer body;
    private boolean copied;

    /** @param atFirst runs at the first byte */
    Collected(HttpClientResponse response, Runnable atFirst) {
        this.response = response;
        this.atFirst = atFirst;
    }

    /** Fails with {@link Refused} when it breaks off or is too large; the rest is then left unread. */
    Future<Buffer> whole() {
        response.handler(this::add)
                .endHandler(nothing -> whole.tryComplete(body == null ? Buffer.buffer() : body))
                .exceptionHandler(broken -> fail("The connection to the model service broke within its answer."));
        return whole.future();
    }

    private void add(Buffer bytes) {
        if (body == null) {
            atFirst.run();
            body = bytes;
        } else if (body.length() + bytes.length() > LARGEST) {
            response.pause();
            fail("The model service sent an answer of more than 64 MiB.");
        } else {
            body = roomy(body).appendBuffer(bytes);
        }
    }

    /** The first piece is kept as it came, mostly it is all there is; it may lie in memory that cannot grow. */
    private Buffer roomy(Buffer sofar) {
        if (copied) {
            return sofar;
        }
        copied = true;
        return Buffer.buffer(2 * sofar.length()).appendBuffer(sofar);
    }

    private void fail(String why) {
        whole.tryFail(Refused.of(Reason.UPSTREAM_PROTOCOL, why));
    }

    /** Reads a body that nobody wants, so that its connection can be used again; breaks it off if that takes long. */
    static void discard(Vertx vertx, HttpClientResponse response) {
        long patience = vertx.setTimer(PATIENCE_MILLIS, fired -> {
            var unused = response.request().reset();
        });
        response.handler(bytes -> {})
                .exceptionHandler(broken -> vertx.cancelTimer(patience))
                .endHandler(nothing -> vertx.cancelTimer(patience));
    }
}
