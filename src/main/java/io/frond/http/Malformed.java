package io.frond.http;

import io.frond.model.Reason;
import io.frond.model.Refused;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Answers what the decoder could not read as an HTTP request.
 *
 * <p>The answer is written but not ended: Vert.x would cut the connection at once, and a client that is still sending
 * would then never see it. The connection ends a moment later.
 */
final class Malformed implements Handler<HttpServerRequest> {
    private final Connections connections;
    private final Ids ids;
    private final Cors cors;

    Malformed(Connections connections, Ids ids, Cors cors) {
        this.connections = connections;
        this.ids = ids;
        this.cors = cors;
    }

    @Override
    public void handle(HttpServerRequest request) {
        var connection = request.connection();
        if (!connections.begin(connection)) {
            return;
        }
        cors.accompany(request);
        var why = reason(request.decoderResult().cause());
        var body = ErrorBody.of(why);
        var response = request.response().setStatusCode(why.reason().status());
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .putHeader(ReplyHeaders.REQUEST_ID, ids.request(null));
        ReplyHeaders.put(ErrorBody.retry(why), response.headers());
        response.write(body);
        connections.condemn(connection);
        connections.end(connection, false);
    }

    private static Refused reason(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException line ->
                Refused.of(Reason.CALLER_URL_TOO_LONG, "The URL is longer than 8 KiB.");
            case TooLongHttpHeaderException headers ->
                Refused.of(Reason.CALLER_HEADERS, "The headers together are longer than 32 KiB.");
            default -> Refused.of(Reason.CALLER_INVALID, "This is not a well-formed HTTP/1.1 request.");
        };
    }
}
