package io.frond;

import static io.frond.testing.Replies.answer;
import static io.frond.testing.Replies.bytes;
import static io.frond.testing.Replies.cut;
import static io.frond.testing.Replies.deltas;
import static io.frond.testing.Replies.done;
import static io.frond.testing.Replies.finish;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.reply;
import static io.frond.testing.Replies.silence;
import static io.frond.testing.Replies.stream;
import static io.frond.testing.Replies.streamHead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.account.Line;
import io.frond.testing.Client;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program with all its parts between a client's socket and a provider's. */
class WholeProgramTest {
    private static final Duration AT_ONCE = Duration.ofMillis(250);
    private static final String STREAM =
            "{\"model\":\"main\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String PLAIN = "{\"model\":\"main\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

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
    void aProviderThatResetsIsMadeGoodByTheOther() {
        program.bothInTurn(cut(), answer());
        var got = program.post(PLAIN, "many");
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(Client.header(got, "x-frond-attempts")).isEqualTo("2");
        assertThat(program.line().attempts()).isEqualTo(2);
    }

    @Test
    void aStreamThatIsCutEndsInAnErrorAndABrokenConnection() {
        program.both(streamHead().then(bytes(deltas("Hel", "lo"))).then(Duration.ofMillis(50), cut()));
        try (var client = program.wanderer()) {
            var all = client.post(STREAM, "many").rest();
            assertThat(all)
                    .contains("Hel", "\"type\":\"upstream_error\"", "\"code\":\"stream_interrupted\"")
                    .doesNotContain("[DONE]")
                    .doesNotEndWith("\r\n0\r\n\r\n");
        }
        var line = program.line();
        assertThat(line.status()).isEqualTo(200);
        assertThat(line.error()).isEqualTo("upstream_protocol");
    }

    @Test
    void aClientThatSeesOnlyTheConnectionSeesTheBreakToo() {
        program.both(streamHead().then(bytes(deltas("Hi"))).then(Duration.ofMillis(50), cut()));
        assertThatThrownBy(() -> program.post(STREAM, "many"))
                .isInstanceOf(AssertionError.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, STREAM})
    void aClientThatLeavesBeforeTheFirstByteFreesEverything(String body) {
        program.both(silence());
        try (var client = program.wanderer()) {
            client.post(body, "alone");
            var asked = program.asked();
            client.leave();
            assertThat(asked.closed().toCompletionStage().toCompletableFuture()).succeedsWithin(AT_ONCE);
        }
        assertThat(program.line().error()).isEqualTo("caller_cancelled");
        program.both(answer());
        assertThat(program.post(PLAIN, "alone").statusCode()).isEqualTo(200);
    }

    @Test
    void aClientThatLeavesWithinAStreamFreesEverything() {
        program.both(streamHead().then(bytes(deltas("Hi"))));
        try (var client = program.wanderer()) {
            client.post(STREAM, "alone").until("Hi");
            assertThat(program.post(PLAIN, "alone").statusCode()).isEqualTo(429);
            assertThat(program.line().error()).isEqualTo("policy_concurrency");
            var asked = program.asked();
            client.leave();
            assertThat(asked.closed().toCompletionStage().toCompletableFuture()).succeedsWithin(AT_ONCE);
        }
        assertThat(program.line().error()).isEqualTo("caller_cancelled");
        program.both(answer());
        assertThat(program.post(PLAIN, "alone").statusCode()).isEqualTo(200);
    }

    @Test
    void aPageInsteadOfAnAnswerIsABadGateway() {
        program.both(reply(200, "text/html", "<html>http://10.0.0.7/secret</html>"));
        var got = program.post(PLAIN, "many");
        assertThat(got.statusCode()).isEqualTo(502);
        assertThat(error(got).getString("type")).isEqualTo("server_error");
        assertThat(error(got).fieldNames()).containsExactly("message", "type", "param", "code");
        assertThat(got.body()).doesNotContain("html", "10.0.0.7", "127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({"2, true", "90, false"})
    void whenEveryEndpointHasTooMuchToDoTheClientHearsForHowLong(String seconds, String again) {
        program.both(json(429, "{}", "retry-after: " + seconds));
        var got = program.post(PLAIN, "many");
        assertThat(got.statusCode()).isEqualTo(429);
        assertThat(Client.header(got, "retry-after")).isEqualTo(seconds);
        assertThat(Client.header(got, "x-should-retry")).isEqualTo(again);
    }

    @Test
    void usageIsAccountedThoughTheClientDidNotAskForIt() {
        program.both(stream(true, "Hi"));
        var got = program.post(STREAM, "many");
        assertThat(got.body()).isEqualTo(deltas("Hi") + finish() + done());
        assertThat(program.asked().request().body().toString()).contains("\"include_usage\":true");
        Line line = program.line();
        assertThat(line.tokensIn()).isEqualTo(3);
        assertThat(line.tokensOut()).isEqualTo(2);
    }

    @Test
    void everyByteButTheModelsNameReachesTheProvider() {
        program.both(answer());
        var rest = ", \"messages\" : [{\"role\":\"user\",\"content\":\"caf\\u00e9 é \\/\"}],\"temperature\":1.0e-0,"
                + "\"seed\":10000000000000000000000001, \"odd\":[1E+2, -0.0,{ }] }\n";
        var got = program.post("{ \"x_own\":0.10,\t\"model\":\"main\"" + rest, "many");
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(program.asked().request().body().toString())
                .isEqualTo("{ \"x_own\":0.10,\t\"model\":\"tuned/v2\"" + rest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization: Bearer many", "api-key: many", "X-Api-Key: many"})
    void theClientsKeyIsTakenFromAnyHeaderAndNeverForwarded(String header) {
        program.both(answer());
        try (var client = program.wanderer()) {
            client.send(header, PLAIN).until("200 OK");
            var head = program.asked().request().head().toLowerCase(java.util.Locale.ROOT);
            assertThat(head).doesNotContain("many", "api-key", "authorization");
        }
    }

    private static JsonObject error(HttpResponse<String> got) {
        return new JsonObject(got.body()).getJsonObject("error");
    }
}
