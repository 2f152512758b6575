package io.frond.retrieve;

import io.frond.config.OpenSearchConfig;
import io.frond.config.RedisConfig.Tls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Speaks to an OpenSearch. A request takes ten seconds at most; nothing of what is sent gets into an error. */
final class OpenSearchClient {
    private static final int TIMEOUT_MS = 10_000;
    private static final int CONNECTIONS = 8;
    private static final int WAITING = 256;

    private final OpenSearchConfig config;
    private final HttpClient client;

    /** What OpenSearch did not do. */
    static final class Denied extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        private Denied(int status, String type) {
            super("OpenSearch answers " + status + ", " + type, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    OpenSearchClient(Vertx vertx, OpenSearchConfig config) {
        this.config = config;
        var options = new HttpClientOptions().setConnectTimeout(2_000).setTcpKeepAlive(true);
        if ("https".equalsIgnoreCase(config.url().getScheme()) && config.tls() != null) {
            secure(options, config.tls());
        }
        this.client = vertx.createHttpClient(
                options.setDecompressionSupported(false),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
    }

    private static void secure(HttpClientOptions options, Tls tls) {
        if (tls.ca() != null) {
            options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(tls.ca())));
        }
        var own = tls.own();
        if (own != null) {
            options.setKeyCertOptions(new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(own.certificates()))
                    .addKeyValue(Buffer.buffer(own.key().value())));
        }
    }

    /** The body of the answer. Fails with {@link Denied} where the status is not one of success. */
    Future<Buffer> send(HttpMethod method, String path, Buffer body) {
        var options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(config.url() + path)
                .putHeader("content-type", "application/json");
        if (config.user() != null && config.password() != null) {
            var pair = config.user() + ":" + config.password().value();
            options.putHeader(
                    "authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        return client.request(options)
                .compose(request -> request.send(body).compose(OpenSearchClient::body))
                .timeout(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }

    Future<JsonObject> send(HttpMethod method, String path, JsonObject body) {
        return send(method, path, body.toBuffer()).map(Buffer::toJsonObject);
    }

    Future<JsonObject> get(String path) {
        return send(HttpMethod.GET, path, Buffer.buffer()).map(Buffer::toJsonObject);
    }

    /** Lines of JSON, as for {@code _bulk} and {@code _msearch}. */
    static Buffer lines(List<JsonObject> lines) {
        return Buffer.buffer(lines.stream().map(JsonObject::encode).collect(Collectors.joining("\n", "", "\n")));
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        int status = response.statusCode();
        return response.body()
                .compose(body ->
                        status < 300 ? Future.succeededFuture(body) : Future.failedFuture(denied(status, body)));
    }

    /** The type of an error is a word of OpenSearch's own; its reason may repeat what it was sent. */
    private static Denied denied(int status, Buffer body) {
        try {
            var error = body.toJsonObject().getValue("error");
            return new Denied(status, error instanceof JsonObject told ? told.getString("type", "") : "");
        } catch (RuntimeException notJson) {
            return new Denied(status, "");
        }
    }

    Future<Void> close() {
        return client.close();
    }
}
