package io.frond.upstream;

import io.frond.model.Edit;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/**
 * Sends a request's body: a short one in one write with its head, a long one in parts.
 *
 * <p>Netty copies what it sends. Parts are small enough to be still in the processor's cache when the system copies
 * them once more, and their memory to be used again at once.
 */
final class OutgoingBody {
    private static final int PART = 64 * 1024;

    private OutgoingBody() {}

    /** Completes with the head of the response. */
    static Future<HttpClientResponse> send(HttpClientRequest request, List<Buffer> pieces) {
        int length = Edit.length(pieces);
        if (length <= PART) {
            return request.send(Edit.joined(pieces));
        }
        request.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(length));
        pieces.forEach(piece -> write(request, piece));
        var unused = request.end();
        return request.response();
    }

    /** Where writing fails, so does the response. */
    private static void write(HttpClientRequest request, Buffer piece) {
        for (int at = 0; at < piece.length(); at += PART) {
            var unused = request.write(piece.slice(at, Math.min(at + PART, piece.length())));
        }
    }
}
