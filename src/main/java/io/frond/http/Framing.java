package io.frond.http;

import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/**
 * Refuses requests whose length or target another HTTP reader on the way may have understood differently. Two lengths,
 * bad lengths and bad lines are refused by the decoder; what it would read in its own way is refused here.
 */
final class Framing {
    private static final String CHUNKED = "chunked";

    private Framing() {}

    static void check(Exchange exchange) {
        var headers = exchange.request().headers();
        if (headers.contains(HttpHeaders.TRANSFER_ENCODING)
                && !chunked(headers.getAll(HttpHeaders.TRANSFER_ENCODING))) {
            exchange.closeAfterwards();
            throw Refused.of(Reason.CALLER_INVALID, "The only transfer coding that is read is 'chunked'.");
        }
        if (headers.getAll(HttpHeaders.HOST).size() > 1) {
            exchange.closeAfterwards();
            throw Refused.of(Reason.CALLER_INVALID, "The request has more than one Host header.");
        }
        checkTarget(exchange.request());
    }

    /** HTTP/2 bounds the head as a whole and knows requests without a path, where HTTP/1.1's decoder has said no already. */
    private static void checkTarget(HttpServerRequest request) {
        if (request.path() == null) {
            throw Refused.of(Reason.CALLER_METHOD, "Frond is no proxy for other hosts.");
        }
        if (request.uri().length() > ServerOptions.URL) {
            throw Refused.of(Reason.CALLER_URL_TOO_LONG, "The URL is longer than 8 KiB.");
        }
        PathCheck.checkSegments(request.path());
    }

    private static boolean chunked(List<String> codings) {
        return codings.size() == 1 && codings.get(0).equalsIgnoreCase(CHUNKED);
    }
}
