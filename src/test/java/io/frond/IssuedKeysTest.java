package io.frond;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.frond.cli.AdminCall;
import io.frond.model.Credential;
import io.frond.testing.Client;
import io.frond.testing.Eventually;
import io.frond.testing.FakeProvider;
import io.frond.testing.FrondProcess;
import io.frond.testing.RedisServer;
import io.frond.testing.Replies;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are made, changed and revoked while Frond runs, over its own ports. */
class IssuedKeysTest {
    private final Vertx vertx = Vertx.vertx();
    private final FakeProvider provider = FakeProvider.start(vertx, Replies.answer());

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        provider.close();
        get(vertx.close());
    }

    private String yaml(String store) {
        return yaml(store, "");
    }

    private String yaml(String store, String more) {
        return """
                server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
                cache: off
                backends:
                  main: { url: "%s", models: ["*"], paths: ["*"] }
                keys: { store: "%s" }
                tenants:
                  acme: { keys: [{ name: web, hash: "sha256:%s" }] }
                  globex: { models: [gpt-4o] }
                %s
                """.formatted(provider.url(), store, Credential.of("configured").digest(), more);
    }

    @Test
    void aNewKeyWorksAtOnceWithinItsScopesAndAfterItsEndNoMore() {
        try (var frond = RunningConfig.of(yaml(folder.resolve("keys").toString()));
                var nobody = new Client(frond.address(), "unknown")) {
            var made = made(
                    frond,
                    new JsonObject()
                            .put("tenant", "acme")
                            .put("name", "job")
                            .put("scopes", new JsonArray().add("chat")));
            assertThat(made.getString("key")).startsWith("fk-");
            assertThat(nobody.ask("x", "hi").statusCode()).isEqualTo(401);
            try (var job = nobody.as(made.getString("key"))) {
                assertThat(job.ask("x", "hi").statusCode()).isEqualTo(200);
                for (String path : new String[] {"/v1/models", "/v1/files", "/v1/anything", "/v1/models/x"}) {
                    var answer = job.get(path);
                    assertThat(answer.statusCode()).as(path).isEqualTo(403);
                    assertThat(answer.body()).contains("missing_scope", "It has: chat.");
                }
                assertThat(job.post(
                                        "/v1/embeddings",
                                        new JsonObject().put("model", "x").put("input", "y"))
                                .body())
                        .contains("'embeddings'");

                var revoked = operate(frond, "DELETE", "/admin/v1/keys/" + made.getString("id"), null);
                assertThat(revoked.getBoolean("revoked")).isTrue();
                assertThat(job.ask("x", "hi").statusCode()).isEqualTo(401);
            }
        }
    }

    @Test
    void aTenantWithoutAKeyInTheFileGetsOneAndKeepsToItsModels() {
        try (var frond = RunningConfig.of(yaml(folder.resolve("keys").toString()))) {
            var made = made(frond, new JsonObject().put("tenant", "globex").put("name", "a"));
            try (var client = new Client(frond.address(), made.getString("key"))) {
                assertThat(client.ask("gpt-4o", "hi").statusCode()).isEqualTo(200);
                var refused = client.ask("gpt-5", "hi");
                assertThat(refused.statusCode()).isEqualTo(404);
                assertThat(refused.body()).contains("model_not_found").doesNotContain("main");
                assertThat(client.get("/v1/models").body()).contains("gpt-4o").doesNotContain("main");
            }
        }
    }

    @Test
    void whileAKeyIsChangedBothAreGoodUnderOneName() {
        try (var frond = RunningConfig.of(yaml(folder.resolve("keys").toString()))) {
            var wish = new JsonObject().put("tenant", "acme").put("name", "job");
            var old = made(frond, wish);
            assertThat(refusal(frond, wish).code()).isEqualTo("name_taken");
            var fresh = made(frond, wish.copy().put("overlap_seconds", 3600));

            for (var key : new JsonObject[] {old, fresh}) {
                try (var client = new Client(frond.address(), key.getString("key"))) {
                    assertThat(client.ask("x", "hi").statusCode()).isEqualTo(200);
                }
            }
            var listed = operate(frond, "GET", "/admin/v1/keys?tenant=acme", null);
            assertThat(listed.encode())
                    .contains(old.getString("id"), fresh.getString("id"), "\"source\":\"config\"")
                    .doesNotContain(fresh.getString("key"))
                    .doesNotContain(Credential.of(fresh.getString("key")).digest());
            var now = made(frond, wish.copy().put("overlap_seconds", 0));
            assertThat(now.getString("key")).isNotEmpty();
            try (var client = new Client(frond.address(), fresh.getString("key"))) {
                var late = client.ask("x", "hi");
                assertThat(late.statusCode()).isEqualTo(401);
                assertThat(late.body()).contains("api_key_expired");
            }
        }
    }

    @Test
    void nothingThatAnOperatorMayNotMeanIsTaken() {
        try (var frond = RunningConfig.of(yaml(folder.resolve("keys").toString()))) {
            var good = new JsonObject().put("tenant", "acme").put("name", "job");
            assertThat(refusal(frond, good.copy().put("tenant", "nobody")).code())
                    .isEqualTo("unknown_tenant");
            assertThat(refusal(frond, good.copy().put("name", "web")).code()).isEqualTo("name_taken");
            for (var wrong : new JsonObject[] {
                good.copy().put("scope", "chat"),
                good.copy().put("scopes", new JsonArray()),
                good.copy().put("scopes", new JsonArray().add("admin")),
                good.copy().put("scopes", "chat"),
                good.copy().put("expires", "tomorrow"),
                good.copy().put("expires", "2020-01-01T00:00:00Z"),
                good.copy().put("tags", new JsonObject().put("a", 1)),
                good.copy().put("name", "a b"),
                good.copy().putNull("name")
            }) {
                assertThat(refusal(frond, wrong).code()).as(wrong.encode()).isEqualTo("invalid_key");
            }
            var configured = Credential.of("configured").digest().substring(0, 12);
            assertThat(send(frond, "DELETE", "/admin/v1/keys/" + configured, null)
                            .body())
                    .contains("configured_key");
        }
    }

    @Test
    void aStreamThatRunsGoesOnWhenItsKeyIsRevokedAndTheNextRequestIsRefusedOnEveryNode() {
        try (var redis = RedisServer.start();
                var one = RunningConfig.of(yaml("redis", "redis: { url: \"" + redis.url() + "\" }"));
                var two = RunningConfig.of(yaml("redis", "redis: { url: \"" + redis.url() + "\" }"))) {
            var made = made(one, new JsonObject().put("tenant", "acme").put("name", "job"));
            try (var there = new Client(two.address(), made.getString("key"));
                    var wanderer = new RunningProgram.Wanderer(two.address().getPort())) {
                Eventually.within(
                        Duration.ofSeconds(1),
                        () -> assertThat(there.ask("x", "hi").statusCode()).isEqualTo(200));
                provider.instead(Replies.streamHead().then(Replies.bytes(Replies.deltas("Hello"))));
                wanderer.post(
                        "{\"model\":\"x\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}",
                        made.getString("key"));
                wanderer.until("Hello");

                operate(one, "DELETE", "/admin/v1/keys/" + made.getString("id"), null);
                Eventually.within(
                        Duration.ofSeconds(1),
                        () -> assertThat(there.get("/v1/models").statusCode()).isEqualTo(401));
                provider.exchange().chunk(Replies.deltas(" again") + Replies.finish() + Replies.done());
                provider.exchange().lastChunk();
                assertThat(wanderer.until("[DONE]")).contains("again");

                redis.kill();
                try (var configured = there.as("configured")) {
                    assertThat(configured.get("/v1/models").statusCode()).isEqualTo(200);
                }
            }
        }
    }

    @Test
    void aKeyThatWasAnsweredSurvivesTheProcessBeingKilled() throws Exception {
        var yaml = yaml("keys");
        String key;
        try (var frond = FrondProcess.start(folder, yaml)) {
            key = operate(
                            frond.admin(),
                            "POST",
                            "/admin/v1/keys",
                            new JsonObject().put("tenant", "acme").put("name", "job"))
                    .getString("key");
        }
        try (var again = FrondProcess.start(folder, yaml);
                var client = new Client(again.address(), key)) {
            assertThat(client.get("/v1/models").statusCode()).isEqualTo(200);
            assertThat(again.alarms()).isEmpty();
        }
    }

    private JsonObject made(RunningConfig frond, JsonObject wish) {
        return operate(frond, "POST", "/admin/v1/keys", wish);
    }

    @CanIgnoreReturnValue
    private JsonObject operate(RunningConfig frond, String method, String path, @Nullable JsonObject body) {
        return operate(frond.admin(), method, path, body);
    }

    private JsonObject operate(URI admin, String method, String path, @Nullable JsonObject body) {
        return get(AdminClient.ask(vertx, new AdminCall(admin, method, path, null, body)));
    }

    private record Refusal(String code) {}

    private static Refusal refusal(RunningConfig frond, JsonObject wish) {
        var answer = send(frond, "POST", "/admin/v1/keys", wish);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
        return new Refusal(new JsonObject(answer.body()).getJsonObject("error").getString("code"));
    }

    private static HttpResponse<String> send(
            RunningConfig frond, String method, String path, @Nullable JsonObject body) {
        try (var client = new Client(frond.admin(), "none")) {
            return client.send(method, path, body == null ? "" : body.encode());
        }
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("it did not do as it should", e);
        }
    }
}
