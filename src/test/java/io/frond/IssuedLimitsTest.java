package io.frond;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Credential;
import io.frond.testing.Client;
import io.frond.testing.Eventually;
import io.frond.testing.FakeProvider;
import io.frond.testing.RedisServer;
import io.frond.testing.Replies;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are made while Frond runs have limits like those of the configuration. */
class IssuedLimitsTest {
    private static final String KEYS = "/admin/v1/keys";

    @TempDir
    private Path folder;

    private final Vertx vertx = Loops.strict();
    private final FakeProvider provider = FakeProvider.start(vertx, Replies.answer());

    @AfterEach
    void stop() {
        provider.close();
        RunningFile.within(vertx.close());
    }

    private String yaml(String store, String tenant) {
        return """
                backends: { main: { url: "%s", models: [small] } }
                cache: off
                keys: { store: %s }
                tenants: { acme: { keys: [{ name: web, hash: "sha256:%s" }], limits: %s } }
                """.formatted(provider.url(), store, Credential.of("web").digest(), tenant);
    }

    private RunningFile start(String tenant) {
        return RunningFile.of(folder.resolve("frond.yaml"), yaml("keys", tenant));
    }

    private static HttpResponse<String> make(RunningFile frond, String name, String limits) {
        var wish = new JsonObject().put("tenant", "acme").put("name", name).put("limits", new JsonObject(limits));
        return frond.ask("POST", KEYS, wish.encode());
    }

    private static JsonObject made(RunningFile frond, String name, String limits) {
        var answer = make(frond, name, limits);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new JsonObject(answer.body());
    }

    private static Client client(RunningFile frond, JsonObject key) {
        return new Client(URI.create("http://127.0.0.1:" + frond.wiring().port()), key.getString("key"));
    }

    @Test
    void theThirdRequestOfAKeyOfTwoAMinuteIsRefusedAndTheOtherKeyIsFree() {
        try (var frond = start("{ rpm: 600 }");
                var narrow = client(frond, made(frond, "narrow", "{\"rpm\":2}"));
                var wide = client(frond, made(frond, "wide", "{}"))) {
            var first = narrow.ask("main", "one");
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(header(first, "x-ratelimit-limit-requests")).isEqualTo("2");
            assertThat(header(first, "x-ratelimit-remaining-requests")).isEqualTo("1");
            assertThat(narrow.ask("main", "two").statusCode()).isEqualTo(200);

            var refused = narrow.ask("main", "three");

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("rate_limit_exceeded", "2 requests per minute that this key allows");
            assertThat(header(refused, "x-ratelimit-limit-requests")).isEqualTo("2");
            assertThat(header(refused, "x-ratelimit-remaining-requests")).isEqualTo("0");
            assertThat(Integer.parseInt(header(refused, "retry-after"))).isBetween(1, 30);
            var free = wide.ask("main", "one");
            assertThat(free.statusCode()).isEqualTo(200);
            assertThat(header(free, "x-ratelimit-limit-requests")).isEqualTo("600");
        }
    }

    @Test
    void theyHoldForSingleModelsAndTheLengthOfAnswersToo() {
        try (var frond = start("{}");
                var key = client(frond, made(frond, "job", "{\"max_tokens\":10,\"models\":{\"small\":{\"rph\":1}}}"))) {
            assertThat(key.ask("small", "one").statusCode()).isEqualTo(200);
            assertThat(key.ask("small", "two").statusCode()).isEqualTo(429);
            assertThat(key.ask("main", "three").statusCode()).isEqualTo(200);
            var question = new JsonObject(
                    "{\"model\":\"main\",\"max_tokens\":11," + "\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}");
            var tooLong = key.post("/v1/chat/completions", question);
            assertThat(tooLong.statusCode()).isEqualTo(400);
            assertThat(tooLong.body()).contains("max_tokens_too_large");
        }
    }

    @Test
    void aReloadThatChangesTheTenantKeepsThemAndWhatWasUsed() {
        try (var frond = start("{ rpm: 600 }");
                var key = client(frond, made(frond, "job", "{\"rph\":2}"))) {
            assertThat(key.ask("main", "one").statusCode()).isEqualTo(200);

            assertThat(frond.put(yaml("keys", "{ rpm: 500 }"), "*").statusCode())
                    .isEqualTo(200);

            assertThat(key.ask("main", "two").statusCode()).isEqualTo(200);
            assertThat(key.ask("main", "three").statusCode()).isEqualTo(429);
        }
    }

    @Test
    void operatorsSeeThemWithTheKeyAndHowFullTheyAreAndNoMoreOnceItIsRevoked() {
        try (var frond = start("{}")) {
            var made = made(frond, "job", "{\"rpm\":60,\"usd_per_day\":0.5}");
            try (var key = client(frond, made)) {
                assertThat(key.ask("main", "one").statusCode()).isEqualTo(200);
            }
            assertThat(made.getJsonObject("limits").encode()).isEqualTo("{\"rpm\":60,\"usd_per_day\":\"0.5\"}");
            assertThat(frond.ask("GET", KEYS, "").body())
                    .contains(made.getJsonObject("limits").encode());
            var full = "{\"of\":\"tenant:acme:key:job\",\"limit\":\"rpm\",\"allowed\":60,\"used\":1,";
            assertThat(frond.ask("GET", "/admin/v1/limits?tenant=acme", "").body())
                    .contains(full);

            var revoked = frond.ask("DELETE", KEYS + "/" + made.getString("id"), "");

            assertThat(revoked.statusCode()).isEqualTo(200);
            assertThat(frond.ask("GET", "/admin/v1/limits", "").body()).doesNotContain("job");
        }
    }

    @Test
    void limitsThatAreMisspeltOrOutOfRangeMakeNoKey() {
        try (var frond = start("{}")) {
            for (var wrong : new String[] {
                "{\"rpms\":60}",
                "{\"rpm\":0}",
                "{\"rpm\":\"many\"}",
                "{\"rpm\":[1]}",
                "{\"usd_per_day\":-1}",
                "{\"models\":{\"small\":{\"models\":{}}}}",
                "{\"rpm\":\"${file:/etc/hostname}\"}",
                "{\"rpm\":\"${HOME}\"}"
            }) {
                var refused = make(frond, "job", wrong);
                assertThat(refused.statusCode()).as(wrong).isEqualTo(422);
                assertThat(refused.body()).as(wrong).contains("invalid_key", "\"message\":\"limits");
            }
            assertThat(make(frond, "job", "{\"rpms\":60}").body()).contains("limits.rpms", "Did you mean");
            assertThat(frond.ask("GET", KEYS, "").body()).doesNotContain("job");
        }
    }

    @Test
    void keysThatSeveralFrondsShareHaveTheirLimitsOnEach() {
        try (var redis = RedisServer.start()) {
            var yaml = yaml("redis", "{}") + "redis: { url: \"" + redis.url() + "\" }\nlimits: { store: redis }\n";
            try (var one = RunningFile.of(folder.resolve("one.yaml"), yaml);
                    var two = RunningFile.of(folder.resolve("two.yaml"), yaml)) {
                var made = made(one, "job", "{\"rph\":2}");
                try (var here = client(one, made);
                        var there = client(two, made)) {
                    assertThat(here.ask("main", "one").statusCode()).isEqualTo(200);
                    Eventually.within(Duration.ofSeconds(2), () -> assertThat(
                                    there.get("/v1/models").statusCode())
                            .isEqualTo(200));
                    assertThat(there.ask("main", "two").statusCode()).isEqualTo(200);
                    assertThat(there.ask("main", "three").statusCode()).isEqualTo(429);
                }
            }
        }
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
