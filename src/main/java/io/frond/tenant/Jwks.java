package io.frond.tenant;

import io.frond.config.JwtConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where an issuer's public keys come from: its URL, or a file. Whoever opens it closes it. */
final class Jwks {
    private static final int LARGEST = 256 << 10;
    private static final int PATIENCE_SECONDS = 5;

    private final Vertx vertx;
    private final JwtConfig wanted;
    private final @Nullable HttpClient client;

    Jwks(Vertx vertx, JwtConfig wanted) {
        this.vertx = vertx;
        this.wanted = wanted;
        this.client = wanted.jwks().contains("://")
                ? vertx.createHttpClient(new HttpClientOptions()
                        .setConnectTimeout(PATIENCE_SECONDS * 1000)
                        .setMaxHeaderSize(32 << 10))
                : null;
    }

    /** The keys as they are now. Fails where they cannot be had within seconds, or are none. */
    Future<KeySet> fetch() {
        return (client == null ? vertx.fileSystem().readFile(wanted.jwks()) : over(client))
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .compose(text ->
                        vertx.executeBlocking(() -> KeySet.of(vertx, text.toString(), wanted.algorithms()), false));
    }

    private Future<Buffer> over(HttpClient http) {
        return http.request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setAbsoluteURI(wanted.jwks())
                        .putHeader("accept", "application/json"))
                .compose(Jwks::answer);
    }

    /** Listens before it asks: the answer may be over before a thread of its own gets to it. */
    private static Future<Buffer> answer(HttpClientRequest request) {
        var body = request.response().compose(Jwks::body);
        return request.send().compose(sent -> body);
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        var whole = Buffer.buffer();
        response.exceptionHandler(broken -> {}).handler(piece -> {
            whole.appendBuffer(piece);
            if (whole.length() > LARGEST) {
                var unused = response.request().reset();
            }
        });
        return response.end()
                .compose(end -> response.statusCode() == 200
                        ? Future.succeededFuture(whole)
                        : Future.failedFuture("the issuer answered " + response.statusCode()));
    }

    Future<Void> close() {
        return client == null ? Future.succeededFuture() : client.close();
    }
}
