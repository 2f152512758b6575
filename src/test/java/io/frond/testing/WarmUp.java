package io.frond.testing;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.util.concurrent.TimeUnit;

/**
 * One request over loopback before the first test: loading the classes of the HTTP server and client takes longer on an
 * event loop than any test may.
 */
final class WarmUp {
    private WarmUp() {}

    static void overLoopback() {
        var vertx = Vertx.vertx();
        try {
            roundTrip(vertx);
        } catch (Exception e) {
            throw new AssertionError("the warm-up over loopback failed", e);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static void roundTrip(Vertx vertx) throws Exception {
        var client = vertx.createHttpClient();
        vertx.createHttpServer()
                .requestHandler(request -> request.response().end("warm"))
                .listen(0, "127.0.0.1")
                .compose(server -> client.request(HttpMethod.POST, server.actualPort(), "127.0.0.1", "/"))
                .compose(request -> request.send("up").compose(response -> response.body()))
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }
}
