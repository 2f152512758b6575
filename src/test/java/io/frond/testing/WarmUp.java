package io.frond.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.concurrent.TimeUnit;

/**
 * Requests over loopback before the first test, in clear and behind TLS: loading the classes of the HTTP server and
 * client, and enciphering before that code is compiled, take longer on an event loop than any test may.
 */
final class WarmUp {
    private static final int SIZE = 2 << 20;

    private WarmUp() {}

    static void overLoopback() {
        var vertx = Vertx.vertx(
                new VertxOptions().setMaxEventLoopExecuteTime(1).setMaxEventLoopExecuteTimeUnit(TimeUnit.HOURS));
        try {
            roundTrip(vertx, new HttpServerOptions(), new HttpClientOptions());
            roundTrip(vertx, secured(), trusting());
        } catch (Exception e) {
            throw new AssertionError("the warm-up over loopback failed", e);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static HttpServerOptions secured() {
        var pair = Certificates.named("one");
        return new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertValue(Buffer.buffer(pair.certificate()))
                        .setKeyValue(Buffer.buffer(pair.key())));
    }

    private static HttpClientOptions trusting() {
        return new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setSsl(true)
                .setUseAlpn(true)
                .setTrustAll(true)
                .setVerifyHost(false);
    }

    private static void roundTrip(Vertx vertx, HttpServerOptions server, HttpClientOptions options) throws Exception {
        var client = vertx.createHttpClient(options);
        vertx.createHttpServer(server)
                .requestHandler(request ->
                        request.body().onSuccess(body -> request.response().end(body)))
                .listen(0, "127.0.0.1")
                .compose(listening -> client.request(HttpMethod.POST, listening.actualPort(), "127.0.0.1", "/"))
                .compose(WarmUp::exchange)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private static Future<Buffer> exchange(HttpClientRequest request) {
        var body = request.response().compose(HttpClientResponse::body);
        return request.send(Buffer.buffer(new byte[SIZE])).compose(sent -> body);
    }
}
