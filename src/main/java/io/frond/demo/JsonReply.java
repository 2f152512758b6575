package io.frond.demo;

import io.frond.model.Refused;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers of a simulated endpoint that are one JSON object: a success, or an error in OpenAI's shape. */
final class JsonReply {
    private static final Logger LOG = LoggerFactory.getLogger(JsonReply.class);

    private JsonReply() {}

    static Future<Void> ok(HttpServerResponse response, Buffer body) {
        return send(response, 200, body);
    }

    /** Says nothing where the reader has left or an answer has begun. */
    static void refuse(HttpServerResponse response, Throwable failure) {
        if (response.closed() || response.headWritten()) {
            return;
        }
        var refused = failure instanceof Refused known ? known : bug(failure);
        var error = new JsonObject()
                .put("message", refused.detail())
                .put("type", refused.reason().type())
                .put("param", refused.param())
                .put("code", refused.reason().code());
        var body = new JsonObject().put("error", error).toBuffer();
        var unused = send(response, refused.reason().status(), body);
    }

    private static Refused bug(Throwable failure) {
        LOG.error("a simulated endpoint hit a bug", failure);
        return Behaviour.broken("This endpoint made a mistake.");
    }

    private static Future<Void> send(HttpServerResponse response, int status, Buffer body) {
        return response.setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(body);
    }
}
