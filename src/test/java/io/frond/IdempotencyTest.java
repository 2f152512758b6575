package io.frond;

import static io.frond.testing.Replies.ANSWER;
import static io.frond.testing.Replies.answer;
import static io.frond.testing.Replies.bytes;
import static io.frond.testing.Replies.deltas;
import static io.frond.testing.Replies.done;
import static io.frond.testing.Replies.finish;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.lastChunk;
import static io.frond.testing.Replies.silence;
import static io.frond.testing.Replies.stream;
import static io.frond.testing.Replies.streamHead;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Clock;
import io.frond.store.RedisLink;
import io.frond.testing.Client;
import io.frond.testing.Eventually;
import io.frond.testing.RedisServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees that sends a request again with its key, over real sockets; the cache of equal questions is off. */
class IdempotencyTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String KEY = "Idempotency-Key";
    /** Chance and tools: no other cache would answer it. */
    private static final String REST =
            "\"temperature\":0.9,\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    private static final String PLAIN = "{\"model\":\"main\"," + REST;
    private static final String STREAM = "{\"model\":\"main\",\"stream\":true," + REST;
    private static final String OTHER = "{\"model\":\"main\",\"seed\":2," + REST;

    private RunningProgram program;

    @BeforeEach
    void start() {
        program = new RunningProgram();
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void aRequestSentAgainGetsTheAnswerItGotAndNobodyIsAsked() {
        program.both(answer());
        var first = program.post(PLAIN, "many", KEY, "k1");
        var line = program.line();
        var again = program.post(PLAIN, "many", KEY, "k1");

        assertThat(Client.header(first, "idempotent-replayed")).isEmpty();
        assertThat(Client.header(first, "x-frond-endpoint")).startsWith("main#");
        assertReplayed(again, first.body());
        assertThat(Client.header(again, "x-frond-endpoint")).isEmpty();
        assertThat(Client.header(again, "x-frond-route")).isEqualTo("main");
        assertThat(program.calls()).isEqualTo(1);
        assertThat(line.tokensIn()).isEqualTo(3);
        assertThat(program.line().tokensIn())
                .as("of an answer that cost nothing")
                .isNull();
    }

    @Test
    void aStreamSentAgainIsReplayedByteForByte() {
        program.both(stream(true, "Hel", "lo"));
        var first = program.post(STREAM, "many", KEY, "k1");

        assertReplayed(program.post(STREAM, "many", KEY, "k1"), first.body());
        assertThat(first.body()).isEqualTo(deltas("Hel", "lo") + finish() + done());
        assertThat(program.calls()).isEqualTo(1);
    }

    @Test
    void aTwinWaitsForTheFirstAndGetsTheSame() throws Exception {
        program.both(silence());
        var first = program.postLater(PLAIN, "pair", KEY, "k1");
        var asked = program.asked();
        var twin = second(PLAIN, KEY, "k1");
        bothRun();
        answer().play(asked);

        assertThat(first.get(10, TimeUnit.SECONDS).body()).isEqualTo(ANSWER);
        var got = twin.get(10, TimeUnit.SECONDS);
        assertReplayed(got, first.join().body());
        assertThat(Client.header(got, "cache-status")).contains("collapsed");
        assertThat(program.calls()).isEqualTo(1);
    }

    @Test
    void aTwinOverAReloadWaitsToo() throws Exception {
        program.both(silence());
        var first = program.postLater(PLAIN, "pair", KEY, "k1");
        var asked = program.asked();
        program.reload("{ ttl: 5m }");
        var twin = second(PLAIN, KEY, "k1");
        bothRun();
        answer().play(asked);

        assertReplayed(
                twin.get(10, TimeUnit.SECONDS), first.get(10, TimeUnit.SECONDS).body());
        assertThat(program.calls()).isEqualTo(1);
    }

    @Test
    void aStreamsTwinGetsAllOfItThoughTheFirstHasLeft() throws Exception {
        program.both(streamHead().then(bytes(deltas("Hel"))));
        try (var first = program.wanderer()) {
            first.post(STREAM, "pair", KEY + ": k1").until("Hel");
            var twin = second(STREAM, KEY, "k1");
            bothRun();
            first.leave();
            bytes(deltas("lo") + finish() + done()).then(lastChunk()).play(program.asked());

            assertReplayed(twin.get(10, TimeUnit.SECONDS), deltas("Hel", "lo") + finish() + done());
        }
        assertThat(program.calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, STREAM})
    void aFirstThatLeavesAloneIsCancelledAndSentAgainIsARealRetry(String body) {
        program.both(silence());
        try (var first = program.wanderer()) {
            first.post(body, "many", KEY + ": k1");
            var asked = program.asked();
            first.leave();
            assertThat(asked.closed().toCompletionStage().toCompletableFuture()).succeedsWithin(SOON);
        }
        program.both(body.equals(STREAM) ? stream(true, "Hi") : answer());
        var again = program.post(body, "many", KEY, "k1");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(Client.header(again, "idempotent-replayed")).isEmpty();
        assertThat(program.calls()).isEqualTo(2);
    }

    @Test
    void anotherBodyUnderTheKeyIsRefusedWithWhatToDo() {
        program.both(answer());
        assertThat(program.post(PLAIN, "many", KEY, "k1").statusCode()).isEqualTo(200);

        var got = program.post(OTHER, "many", KEY, "k1");

        assertThat(got.statusCode()).isEqualTo(422);
        var error = new JsonObject(got.body()).getJsonObject("error");
        assertThat(error.fieldNames()).containsExactly("message", "type", "param", "code");
        assertThat(error.getString("message")).contains("'Idempotency-Key'", "body", "new key");
        assertThat(error.getString("type")).isEqualTo("invalid_request_error");
        assertThat(error.getString("param")).isEqualTo(KEY);
        assertThat(error.getString("code")).isEqualTo("idempotency_key_reused");
        assertThat(Client.header(got, "x-should-retry")).isEqualTo("false");
        assertThat(program.calls()).isEqualTo(1);
    }

    @Test
    void anotherTenantWithTheSameKeyIsAnotherRequest() {
        program.both(answer());
        assertThat(program.post(PLAIN, "many", KEY, "k1").statusCode()).isEqualTo(200);

        assertThat(Client.header(program.post(PLAIN, "pair", KEY, "k1"), "idempotent-replayed"))
                .isEmpty();
        assertThat(program.post(OTHER, "alone", KEY, "k1").statusCode()).isEqualTo(200);
        assertThat(program.calls()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"500, 502", "429, 429", "503, 502", "401, 502"})
    void afterAFailureTheSameKeyIsARealRetry(int provider, int client) {
        program.both(json(provider, "{}", "retry-after-ms: 100"));
        assertThat(program.post(PLAIN, "many", KEY, "k1").statusCode()).isEqualTo(client);

        program.both(answer());
        Eventually.within(SOON, () -> {
            var again = program.post(PLAIN, "many", KEY, "k1");
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(Client.header(again, "idempotent-replayed")).isEmpty();
        });
    }

    @Test
    void theModelServicesAnswerToABadRequestIsReplayed() {
        program.both(json(400, "{\"error\":{\"message\":\"too long\",\"code\":\"context_length_exceeded\"}}"));
        var first = program.post(PLAIN, "many", KEY, "k1");
        program.both(answer());
        var again = program.post(PLAIN, "many", KEY, "k1");

        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).isEqualTo(first.body()).contains("context_length_exceeded");
        assertThat(Client.header(again, "idempotent-replayed")).isEqualTo("true");
        assertThat(program.calls()).isEqualTo(1);
    }

    @Test
    void aKeyIsForgottenAfterItsTime() {
        program.both(answer());
        program.reload("{ idempotency: { ttl: 1s } }");
        assertThat(program.post(PLAIN, "many", KEY, "k1").statusCode()).isEqualTo(200);
        assertReplayed(program.post(PLAIN, "many", KEY, "k1"), ANSWER);

        Eventually.within(
                SOON, () -> assertThat(program.post(OTHER, "many", KEY, "k1").statusCode())
                        .isEqualTo(200));
    }

    @Test
    void inARedisTheKeyHoldsForEveryGateway() throws Exception {
        try (var redis = RedisServer.start();
                var other = new RunningProgram(inside(redis))) {
            loadClient(redis);
            program.reload(inside(redis));
            program.both(answer());
            other.both(json(500, "{}"));

            Eventually.within(SOON, () -> assertReplayed(program.post(PLAIN, "many", KEY, "k1"), ANSWER));
            Eventually.within(SOON, () -> assertReplayed(other.post(PLAIN, "many", KEY, "k1"), ANSWER));
            Eventually.within(
                    SOON, () -> assertThat(other.post(OTHER, "many", KEY, "k1").statusCode())
                            .isEqualTo(422));
            assertThat(other.post(PLAIN, "pair", KEY, "k1").statusCode())
                    .as("another tenant finds nothing, and nobody to ask")
                    .isGreaterThanOrEqualTo(500);
        }
    }

    private static String inside(RedisServer redis) {
        return "{ store: redis }\nredis: { url: \"" + redis.url() + "\" }";
    }

    /** The first command of a process loads classes on its event loop; no test here is about that. */
    private static void loadClient(RedisServer redis) throws Exception {
        var vertx = Vertx.vertx();
        var link = RedisLink.open(vertx, redis.config(), Clock.system(), new Random(1), SOON);
        var pong = link.send("any", List.of(Request.cmd(Command.PING)));
        assertThat(pong.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS))
                .hasSize(1);
        link.close()
                .eventually(vertx::close)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    /** Comes again when it meets the question of {@link #bothRun} in the place that is meant for it. */
    private CompletableFuture<HttpResponse<String>> second(String body, String... headers) {
        return program.postLater(body, "pair", headers)
                .thenCompose(got ->
                        got.statusCode() == 429 ? second(body, headers) : CompletableFuture.completedFuture(got));
    }

    /** The tenant of two requests at a time has none left: both have come in. What asks for it asks no model. */
    private void bothRun() {
        Eventually.within(SOON, () -> assertThat(program.post(OTHER, "pair", "Cache-Control", "only-if-cached")
                        .statusCode())
                .isEqualTo(429));
    }

    private static void assertReplayed(HttpResponse<String> got, String body) {
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(Client.header(got, "idempotent-replayed")).isEqualTo("true");
        assertThat(got.body()).isEqualTo(body);
    }
}
