package io.frond.demo;

import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Reads a request's body up to a limit; the rest of a longer one is thrown away as it comes. */
final class BoundedBody {
    private final Buffer kept = Buffer.buffer();
    private final int limit;
    private boolean tooLarge;

    private BoundedBody(int limit) {
        this.limit = limit;
    }

    /** Fails with {@code CALLER_TOO_LARGE} beyond the limit. */
    static Future<Buffer> of(HttpServerRequest request, int limit) {
        var body = new BoundedBody(limit);
        request.handler(body::take);
        return request.end().map(nothing -> body.whole());
    }

    private void take(Buffer part) {
        if (kept.length() + part.length() > limit) {
            tooLarge = true;
        } else {
            kept.appendBuffer(part);
        }
    }

    private Buffer whole() {
        if (tooLarge) {
            throw Refused.of(Reason.CALLER_TOO_LARGE, "The body is longer than " + limit + " bytes.");
        }
        return kept;
    }
}
