package io.frond.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.HostPort;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class AdminTest {
    private final KnownOperations operations = new KnownOperations();
    private Admin admin;
    private HttpClient client;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        admin = within(Admin.start(vertx, new HostPort("127.0.0.1", 0), operations));
        client = vertx.createHttpClient();
    }

    @AfterEach
    void stop() throws Exception {
        within(admin.close());
    }

    @Test
    void metricsAreServedInPrometheusText() throws Exception {
        var answer = ask(HttpMethod.GET, "/metrics", "127.0.0.1", null);

        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.type).startsWith("text/plain");
        assertThat(answer.body).isEqualTo("frond_requests_total 1\n");
    }

    @Test
    void endpointsKnowledgeAndSchemaAreServedAsJson() throws Exception {
        assertThat(new JsonObject(ask(HttpMethod.GET, "/admin/v1/endpoints", "localhost", null).body)
                        .getJsonArray("endpoints"))
                .containsExactly(new JsonObject().put("name", "general#1"));
        assertThat(ask(HttpMethod.GET, "/admin/v1/knowledge", "localhost", null).body)
                .contains("\"knowledge\":[");
        assertThat(ask(HttpMethod.GET, "/admin/v1/schema", "localhost", null).type)
                .isEqualTo("application/schema+json");
    }

    @Test
    void aFaultyReloadIsAnsweredWithItsReport() throws Exception {
        assertThat(ask(HttpMethod.POST, "/admin/v1/config/reload", "localhost", null).status)
                .isEqualTo(200);

        operations.reloaded = Future.failedFuture("frond.yaml:3:5 backends.x: unknown key");
        var answer = ask(HttpMethod.POST, "/admin/v1/config/reload", "localhost", null);

        assertThat(answer.status).isEqualTo(422);
        assertThat(answer.body).contains("frond.yaml:3:5");
    }

    @Test
    void aForeignHostNameOrAnOriginIsTurnedAway() throws Exception {
        assertThat(ask(HttpMethod.GET, "/metrics", "rebound.example.org", null).status)
                .isEqualTo(403);
        assertThat(ask(HttpMethod.GET, "/metrics", "127.0.0.1", "https://example.org").status)
                .isEqualTo(403);
        assertThat(ask(HttpMethod.GET, "/metrics", "127.0.0.1", null).status).isEqualTo(200);
    }

    @Test
    void anUnknownPathSaysSo() throws Exception {
        var answer = ask(HttpMethod.GET, "/admin/v2", "localhost", null);

        assertThat(answer.status).isEqualTo(404);
        assertThat(answer.body).contains("unknown_url");
    }

    private Answer ask(HttpMethod method, String path, String host, @Nullable String origin) throws Exception {
        var options = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(admin.port())
                .setURI(path)
                .setMethod(method);
        return within(client.request(options).compose(request -> {
            request.putHeader("host", host + ":" + admin.port());
            if (origin != null) {
                request.putHeader("origin", origin);
            }
            return request.send().compose(response -> response.body()
                    .map(body ->
                            new Answer(response.statusCode(), response.getHeader("content-type"), body.toString())));
        }));
    }

    private static <T> T within(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private record Answer(int status, String type, String body) {}

    private static final class KnownOperations implements Operations {
        private Future<Void> reloaded = Future.succeededFuture();

        @Override
        public String metrics() {
            return "frond_requests_total 1\n";
        }

        @Override
        public JsonArray endpoints() {
            return new JsonArray().add(new JsonObject().put("name", "general#1"));
        }

        @Override
        public JsonArray knowledge() {
            return new JsonArray();
        }

        @Override
        public String schema() {
            return "{}";
        }

        @Override
        public Future<Void> reload() {
            return reloaded;
        }
    }
}
