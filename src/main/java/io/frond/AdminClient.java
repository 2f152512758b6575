package io.frond;

import io.frond.cli.AdminCall;
import io.frond.cli.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;

/** Speaks to the operators' port of a running Frond, once. */
final class AdminClient {
    private static final int PATIENCE_SECONDS = 10;

    private AdminClient() {}

    /** What it answers; else a {@link Failure} with its words. */
    static Future<JsonObject> ask(Vertx vertx, AdminCall call) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(call.method()))
                .setAbsoluteURI(call.at().resolve(call.path()).toString());
        if (call.token() != null) {
            options.putHeader("authorization", "Bearer " + call.token().value());
        }
        return vertx.createHttpClient()
                .request(options)
                .compose(request -> answered(request, call))
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Listens before it asks: the answer may be over before the caller's thread gets to it. */
    private static Future<JsonObject> answered(HttpClientRequest request, AdminCall call) {
        var answer = request.response().compose(AdminClient::read);
        var body = call.body();
        var sent = body == null
                ? request.send()
                : request.putHeader("content-type", "application/json").send(body.toBuffer());
        return sent.compose(response -> answer);
    }

    private static Future<JsonObject> read(HttpClientResponse response) {
        return response.body().compose(body -> {
            var said = json(body);
            int status = response.statusCode();
            if (status < 300) {
                return Future.succeededFuture(said);
            }
            var why = said.getJsonObject("error", new JsonObject())
                    .getString("message", "The operators' port answers " + status + ".");
            return Future.failedFuture(status < 500 ? Failure.usage(why) : Failure.unreachable(why));
        });
    }

    private static JsonObject json(Buffer body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException e) {
            return new JsonObject();
        }
    }
}
