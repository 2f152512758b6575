package io.frond;

import io.frond.config.Config;
import io.frond.config.ConfigFile;
import io.frond.config.TlsConfig;
import io.frond.demo.Demo;
import io.frond.model.Clock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few requests through a whole Frond before anybody can send one: Java loads and links a class when it is first used,
 * and what a request uses takes half a second to load. Here that time is spent by event loops which serve nobody else.
 * Nothing of it is seen outside: loopback, simulated endpoints, its own metrics.
 */
final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final int PATIENCE_SECONDS = 5;
    private static final String PLAY = """
            server: { listen: 127.0.0.1:0, admin: 127.0.0.1:0 }
            backends:
              tuned: { url: "${DEMO_HOUSE_STYLE_1}", model: house-style }
              general: { url: "${DEMO_GENERAL_1}", model: general }
            classify: { embed: off }
            routes:
              clauses: { to: tuned, examples: [Redraft this clause, Shorten this paragraph] }
              questions: { to: general, examples: [How long may I wait?, Who may decide?] }
            default: questions
            tenants:
              cast:
                keys: [{ name: k, hash: "sha256:0ee3d7e3ae154954f584999ee8a2898c17694d98ad7cf282281363b71fcec8ae" }]
                limits: { rpm: 1k, concurrent: 9 }
            """;

    private Rehearsal() {}

    /**
     * Completes when it is over, however it went: a failed rehearsal costs the first requests time, and no more.
     *
     * @param tls the certificate to rehearse behind; null where Frond will not speak TLS itself
     */
    static Future<Void> held(@Nullable TlsConfig tls) {
        return inFull(tls)
                .onFailure(failed -> LOG.debug("the rehearsal failed", failed))
                .otherwiseEmpty();
    }

    /** Fails where one of the requests was not answered. */
    static Future<Void> inFull(@Nullable TlsConfig tls) {
        // its loops may be held up: that is what they are for
        var stage = Transports.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(2)
                .setMaxEventLoopExecuteTime(1)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.HOURS));
        var rehearsed = Demo.start(stage, Clock.system())
                .compose(demo -> played(stage, demo.environment(), tls).eventually(demo::close))
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return Closing.after(rehearsed, stage);
    }

    private static Future<Void> played(Vertx stage, Map<String, String> endpoints, @Nullable TlsConfig tls) {
        return stage.executeBlocking(() -> config(endpoints).secured(tls))
                .compose(config -> Wiring.start(stage, config, line -> {}, Future::succeededFuture))
                .compose(wiring -> requests(client(stage, tls), wiring.port()).eventually(wiring::drain));
    }

    private static Config config(Map<String, String> endpoints) {
        return new ConfigFile(Plugins.names(), endpoints::get).parse("rehearsal", Path.of(""), PLAY);
    }

    private static Future<Void> requests(HttpClient client, int port) {
        return chat(client, port, false)
                .compose(answered -> chat(client, port, false))
                .compose(answered -> chat(client, port, true))
                .eventually(client::close);
    }

    /** Nobody else answers at this port: whose certificate it is, need not be asked. */
    private static HttpClient client(Vertx stage, @Nullable TlsConfig tls) {
        return tls == null
                ? stage.createHttpClient()
                : stage.createHttpClient(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setTrustAll(true)
                        .setVerifyHost(false));
    }

    private static Future<Void> chat(HttpClient client, int port, boolean stream) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/v1/chat/completions")
                .putHeader("authorization", "Bearer demo-acme")
                .putHeader("content-type", "application/json");
        var body = "{\"model\":\"auto\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"How long may I wait?\"}]}";
        return client.request(options)
                .compose(request -> {
                    var status = request.response()
                            .compose(response -> response.end().map(response.statusCode()));
                    return request.send(body).compose(sent -> status);
                })
                .compose(status -> status == 200 ? Future.succeededFuture() : Future.failedFuture("status " + status));
    }
}
