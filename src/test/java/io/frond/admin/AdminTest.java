package io.frond.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.AdminAccess;
import io.frond.config.HostPort;
import io.frond.config.Secret;
import io.frond.model.Declined;
import io.frond.testing.Eventually;
import io.frond.testing.FakeClock;
import io.frond.upstream.Order;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class AdminTest {
    private static final String TOKEN = "a-token-of-thirty-characters-.";

    private final List<Audit.Line> deeds = new CopyOnWriteArrayList<>();
    private final FakeClock clock = new FakeClock();
    private final KnownConfig config = new KnownConfig();
    private final KnownOperations operations = new KnownOperations();
    private Admin admin;
    private HttpClient client;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        admin = within(Admin.start(vertx, parts(new HostPort("127.0.0.1", 0), AdminAccess.LOOPBACK)));
        client = vertx.createHttpClient();
    }

    private Admin.Parts parts(HostPort address, AdminAccess access) {
        return new Admin.Parts(
                address,
                access,
                deeds::add,
                clock,
                new SplittableRandom(7),
                List.of(
                        new MetricsRoutes(type -> "frond_requests_total 1\n"),
                        new EndpointRoutes(operations),
                        new KnowledgeRoutes(operations),
                        new ConfigRoutes(config)));
    }

    /** In place of the port of this test. */
    private void restart(Vertx vertx, AdminAccess access) throws Exception {
        within(admin.close());
        admin = within(Admin.start(vertx, parts(new HostPort("127.0.0.1", 0), access)));
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
        assertThat(ask(HttpMethod.GET, "/admin/v1/knowledge/a%2Fb", "localhost", null).body)
                .contains("\"name\":\"a/b\"");
        assertThat(ask(HttpMethod.GET, "/admin/v1/knowledge/none", "localhost", null).status)
                .isEqualTo(404);
        assertThat(ask(HttpMethod.GET, "/admin/v1/schema", "localhost", null).type)
                .isEqualTo("application/schema+json");
    }

    @Test
    void aFaultyReloadIsAnsweredWithItsReport() throws Exception {
        assertThat(ask(HttpMethod.POST, "/admin/v1/config/reload", "localhost", null).status)
                .isEqualTo(200);

        config.reloaded = Future.failedFuture("frond.yaml:3:5 backends.x: unknown key");
        var answer = ask(HttpMethod.POST, "/admin/v1/config/reload", "localhost", null);

        assertThat(answer.status).isEqualTo(422);
        assertThat(answer.body).contains("frond.yaml:3:5");
    }

    @Test
    void anEndpointIsToldByItsNameWithTheHashEncoded() throws Exception {
        for (String order : List.of("open", "close", "drain", "undrain")) {
            var answer = ask(HttpMethod.POST, "/admin/v1/endpoints/general%231/" + order, "localhost", null);
            assertThat(answer.status).isEqualTo(200);
            assertThat(answer.body).isEqualTo("{\"name\":\"general#1\"}");
        }
        assertThat(operations.told)
                .containsExactly("general#1 OPEN", "general#1 CLOSE", "general#1 DRAIN", "general#1 UNDRAIN");
    }

    @Test
    void anEndpointThatIsNotThereOrAnOrderThatIsNoneIsNotFound() throws Exception {
        var nobody = ask(HttpMethod.POST, "/admin/v1/endpoints/nobody%237/drain", "localhost", null);
        assertThat(nobody.status).isEqualTo(404);
        assertThat(nobody.body).contains("unknown_endpoint", "nobody#7");

        operations.told.clear();
        for (String path : List.of("general", "general%231", "general%231/explode", "general/drain/")) {
            var answer = ask(HttpMethod.POST, "/admin/v1/endpoints/" + path, "localhost", null);
            assertThat(answer.status).as(path).isEqualTo(404);
        }
        assertThat(ask(HttpMethod.POST, "/admin/v1/endpoints/general", "localhost", null).body)
                .as("what a shell's curl makes of an unquoted #")
                .contains("%23");
        assertThat(ask(HttpMethod.GET, "/admin/v1/endpoints/general%231/drain", "localhost", null).status)
                .isEqualTo(404);
        assertThat(operations.told).allMatch(told -> !told.startsWith("general#1"));
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
    void pagesOfThePortItselfMayCall() throws Exception {
        var own = "http://127.0.0.1:" + admin.port();

        assertThat(ask(HttpMethod.GET, "/metrics", "127.0.0.1", own).status).isEqualTo(200);
        assertThat(ask(HttpMethod.GET, "/metrics", "127.0.0.1", "http://127.0.0.1:1").status)
                .as("another program of this machine")
                .isEqualTo(403);
        assertThat(ask(HttpMethod.GET, "/metrics", "127.0.0.1", "null").status).isEqualTo(403);
    }

    @Test
    void aTokenIsAskedForEverywhereAndComparedWhole(Vertx vertx) throws Exception {
        restart(vertx, new AdminAccess(new Secret(TOKEN), List.of()));

        for (String wrong : List.of("", "Bearer", "Bearer " + TOKEN + "x", "Bearer " + TOKEN.substring(1), TOKEN)) {
            var answer = ask(HttpMethod.GET, "/metrics", "localhost", null, "authorization", wrong);
            assertThat(answer.status).as(wrong).isEqualTo(401);
            assertThat(answer.body).contains("invalid_admin_token").doesNotContain(TOKEN);
        }
        assertThat(ask(HttpMethod.GET, "/nowhere", "localhost", null).status).isEqualTo(401);
        assertThat(ask(HttpMethod.GET, "/metrics", "localhost", null, "authorization", "bearer " + TOKEN).status)
                .isEqualTo(200);
    }

    @Test
    void withATokenThePortGoesByItsPublicNameToo(Vertx vertx) throws Exception {
        restart(vertx, new AdminAccess(new Secret(TOKEN), List.of("frond.example.org")));
        var token = new String[] {"authorization", "Bearer " + TOKEN};

        assertThat(ask(HttpMethod.GET, "/metrics", "Frond.example.org", null, token).status)
                .isEqualTo(200);
        assertThat(ask(HttpMethod.GET, "/metrics", "10.1.2.3", null, token).status)
                .isEqualTo(200);
        assertThat(ask(HttpMethod.GET, "/metrics", "other.example.org", null, token).status)
                .isEqualTo(403);
        var page = "https://frond.example.org:" + admin.port();
        assertThat(ask(HttpMethod.GET, "/metrics", "frond.example.org", page, token).status)
                .isEqualTo(200);
        assertThat(ask(HttpMethod.GET, "/metrics", "frond.example.org", "https://example.org", token).status)
                .isEqualTo(403);
    }

    @Test
    void onAPublicAddressItDoesNotStartWithoutAToken(Vertx vertx) {
        var started = Admin.start(vertx, parts(new HostPort("0.0.0.0", 0), AdminAccess.LOOPBACK));

        assertThat(started.failed()).isTrue();
        assertThat(started.cause()).hasMessageContaining("admin_token");
    }

    @Test
    void everyAnswerNamesItsRequest() throws Exception {
        assertThat(ask(HttpMethod.GET, "/nowhere", "localhost", null).id).startsWith("req_");
        assertThat(ask(HttpMethod.GET, "/metrics", "elsewhere", null).id).startsWith("req_");
        assertThat(ask(HttpMethod.GET, "/metrics", "localhost", null, "x-request-id", "mine-1").id)
                .isEqualTo("mine-1");
        assertThat(ask(HttpMethod.GET, "/metrics", "localhost", null, "x-request-id", "not fit").id)
                .startsWith("req_");
    }

    @Test
    void whatIsChangedIsWrittenDownAndWhatIsReadIsNot() throws Exception {
        var unused = ask(HttpMethod.GET, "/admin/v1/endpoints", "localhost", null);
        unused = ask(HttpMethod.POST, "/admin/v1/endpoints/general%231/drain", "localhost", null, "x-request-id", "a");
        unused = ask(HttpMethod.POST, "/admin/v1/endpoints/nobody/drain", "localhost", null, "x-request-id", "b");

        Eventually.within(Duration.ofSeconds(10), () -> assertThat(deeds).hasSize(2));
        assertThat(deeds)
                .containsExactly(
                        new Audit.Line(
                                "a", "loopback", "127.0.0.1", "POST /admin/v1/endpoints/general%231/drain", "", 200),
                        new Audit.Line("b", "loopback", "127.0.0.1", "POST /admin/v1/endpoints/nobody/drain", "", 404));
    }

    @Test
    void whoIsNotLetInIsWrittenDownAFewTimesAMinuteAndThenAsANumber(Vertx vertx) throws Exception {
        restart(vertx, new AdminAccess(new Secret(TOKEN), List.of()));
        for (int i = 0; i < Refusals.EACH_MINUTE + 5; i++) {
            var unused = ask(HttpMethod.GET, "/metrics", "localhost", null, "authorization", "Bearer guess-" + i);
        }
        assertThat(deeds).hasSize(Refusals.EACH_MINUTE).allSatisfy(line -> {
            assertThat(line.who()).isEqualTo("unknown");
            assertThat(line.what()).isEqualTo("GET /metrics");
            assertThat(line.detail()).isEqualTo("invalid_admin_token");
            assertThat(line.status()).isEqualTo(401);
        });
        clock.advance(Duration.ofMinutes(1));
        var unused = ask(HttpMethod.GET, "/metrics", "localhost", "https://evil.example");
        assertThat(deeds.getLast().detail()).isEqualTo("forbidden_origin; 5 before were not written down");
        assertThat(deeds.toString()).doesNotContain("guess");
    }

    @Test
    void aMistakeOfFrondsOwnIsToldWithoutItsInsides() throws Exception {
        for (var path : List.of("GET /admin/v1/config", "POST /admin/v1/config/diff")) {
            var parts = path.split(" ", 2);
            var answer = send(HttpMethod.valueOf(parts[0]), parts[1], "x");
            assertThat(answer.status).isEqualTo(500);
            assertThat(answer.body)
                    .contains("internal_error", "server_error")
                    .doesNotContain("/etc", "IllegalState", "thrown");
        }
    }

    @Test
    void aBodyThatIsTooLargeOrNoTextIsRefused() throws Exception {
        assertThat(send(HttpMethod.POST, "/admin/v1/config/validate", "x".repeat(1 << 20)).status)
                .isEqualTo(200);
        assertThat(send(HttpMethod.POST, "/admin/v1/config/validate", "x".repeat((1 << 20) + 1)).status)
                .isEqualTo(422);
        assertThat(send(HttpMethod.POST, "/admin/v1/config/validate", "x".repeat(3 << 20)).body)
                .contains("body_too_large");
        assertThat(send(HttpMethod.POST, "/admin/v1/config/validate", "").status)
                .isEqualTo(422);
    }

    @Test
    void aChangeNamesWhatItChanges() throws Exception {
        assertThat(send(HttpMethod.PUT, "/admin/v1/config", "backends: {}").body)
                .contains("etag_missing");
        assertThat(ask(HttpMethod.PUT, "/admin/v1/config", "localhost", null, "if-match", "*").body)
                .as("no body")
                .contains("invalid_config");
        var answer = ask(HttpMethod.POST, "/admin/v1/config/rollback", "localhost", null);
        assertThat(answer.body).isEqualTo("{\"changes\":[],\"restart\":[]}");
    }

    @Test
    void anUnknownPathSaysSo() throws Exception {
        var answer = ask(HttpMethod.GET, "/admin/v2", "localhost", null);

        assertThat(answer.status).isEqualTo(404);
        assertThat(answer.body).contains("unknown_url");
    }

    private Answer send(HttpMethod method, String path, String body) throws Exception {
        var options = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(admin.port())
                .setURI(path)
                .setMethod(method);
        return within(client.request(options).compose(request -> {
            var answer = request.response().compose(AdminTest::answer);
            return request.send(body).compose(sent -> answer);
        }));
    }

    private static Future<Answer> answer(HttpClientResponse response) {
        return response.body()
                .map(body -> new Answer(
                        response.statusCode(),
                        response.getHeader("content-type"),
                        response.getHeader("x-request-id"),
                        body.toString()));
    }

    /** @param headers name, value, name, value */
    private Answer ask(HttpMethod method, String path, String host, @Nullable String origin, String... headers)
            throws Exception {
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
            for (int i = 0; i < headers.length; i += 2) {
                request.putHeader(headers[i], headers[i + 1]);
            }
            var answer = request.response().compose(AdminTest::answer);
            return request.send().compose(sent -> answer);
        }));
    }

    private static <T> T within(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private record Answer(int status, String type, String id, String body) {}

    private static final class KnownOperations implements Operations {
        private final List<String> told = new ArrayList<>();

        @Override
        public JsonArray backends() {
            return new JsonArray();
        }

        @Override
        public JsonArray endpoints() {
            return new JsonArray().add(new JsonObject().put("name", "general#1"));
        }

        @Override
        public @Nullable JsonObject tell(String endpoint, Order order) {
            told.add(endpoint + " " + order);
            return endpoint.equals("general#1") ? new JsonObject().put("name", endpoint) : null;
        }

        @Override
        public JsonArray knowledge() {
            return new JsonArray();
        }

        @Override
        public @Nullable JsonObject knowledge(String name) {
            return name.equals("a/b") ? new JsonObject().put("name", name) : null;
        }
    }

    private static final class KnownConfig implements Configuring {
        private Future<Void> reloaded = Future.succeededFuture();

        @Override
        public Future<Shown> shown() {
            return Future.failedFuture(new IllegalStateException("a mistake, with a path /etc/frond in it"));
        }

        @Override
        public Future<JsonObject> validate(String yaml) {
            return Future.succeededFuture(new JsonObject().put("length", yaml.length()));
        }

        @Override
        public Future<Difference> difference(String yaml) {
            throw new IllegalStateException("thrown at once");
        }

        @Override
        public Future<Loaded> load(String yaml, Predicate<String> expected) {
            return Future.failedFuture(new Declined(409, "no_file", "There is no file."));
        }

        @Override
        public Future<Loaded> rollback(Predicate<String> expected) {
            return Future.succeededFuture(new Loaded("0123456789abcdef", new Difference(List.of(), List.of())));
        }

        @Override
        public Future<Void> reload() {
            return reloaded;
        }

        @Override
        public String schema() {
            return "{}";
        }
    }
}
