package io.frond;

import static io.frond.testing.Replies.answer;
import static io.frond.testing.Replies.bytes;
import static io.frond.testing.Replies.cut;
import static io.frond.testing.Replies.deltas;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.silence;
import static io.frond.testing.Replies.stream;
import static io.frond.testing.Replies.streamHead;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Client;
import io.frond.testing.Eventually;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens over real sockets: set aside by an estimate, settled by what was reported or seen, as the usage report has it. */
@SuppressWarnings("NullAway.Init") // each test starts with limits of its own
class TokenLimitsTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private RunningProgram program;

    private void start(String limits) {
        program = new RunningProgram("""
                version: 1
                server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
                cache: off
                backends:
                  main: { url: "${ONE}", retry: { attempts: 0 } }
                tenants:
                  many: { keys: [{ name: web, hash: "${MANY}" }], limits: %s }
                """.formatted(limits), folder);
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void aRequestSetsAsideWhatItMayNeedAndUsesWhatTheProviderReports() {
        start("{ tpm: 1000 }");
        program.one.instead(silence());
        var first = program.postLater(body(400, false), "many");
        var held = program.one.exchange();
        assertThat(limit(2)).as("the prompt's estimate and max_tokens").isBetween(402, 420);
        assertThat(limit(1)).isZero();

        var refused = program.post(body(600, false), "many");

        assertThat(refused.statusCode()).isEqualTo(429);
        var error = new JsonObject(refused.body()).getJsonObject("error");
        assertThat(error.getString("type")).isEqualTo("tokens");
        assertThat(error.getString("code")).isEqualTo("rate_limit_exceeded");
        assertThat(Client.header(refused, "x-should-retry")).isEqualTo("true");
        assertThat(Client.header(refused, "x-ratelimit-limit-tokens")).isEqualTo("1000");
        assertThat(Integer.parseInt(Client.header(refused, "x-ratelimit-remaining-tokens")))
                .isBetween(580, 598);

        answer().play(held);
        assertThat(first.join().statusCode()).isEqualTo(200);
        Eventually.within(SOON, () -> assertThat(limit(2)).isZero());
        assertThat(limit(1)).as("5 of which some have come back").isBetween(0, 5);
        program.one.instead(answer());
        assertThat(program.post(body(600, false), "many").statusCode()).isEqualTo(200);
    }

    @Test
    void howeverAnswersEndTheLimitHasUsedWhatTheReportTells() {
        start("{ tpd: 3k }");
        program.one.instead(answer());
        ended(body(100, false));
        program.one.instead(stream(true, "He", "llo"));
        ended(body(100, true));
        program.one.instead(stream(false, "not", "reported"));
        ended(body(100, true));
        program.one.instead(json(503, "{}"));
        ended(body(100, false));
        program.one.instead(streamHead().then(bytes(deltas("Hel", "lo"))).then(Duration.ofMillis(50), cut()));
        try (var client = program.wanderer()) {
            assertThat(client.post(body(100, true), "many").rest()).contains("stream_interrupted");
        }
        assertThat(program.line().id()).isNotEmpty();

        var total = total();
        assertThat(total.getLong("requests")).isEqualTo(5);
        assertThat(total.getLong("estimated")).isEqualTo(1);
        assertThat(total.getLong("tokens_lost")).isEqualTo(2);
        assertThat(List.of(limit(1), limit(2))).isEqualTo(List.of(tokens(total), 0));
    }

    @Test
    void aStreamWhoseClientLeavesUsesWhatWasProducedUntilThen() {
        start("{ tpd: 3k }");
        program.one.instead(streamHead().then(bytes(deltas("one", "two", "three", "four", "five"))));
        try (var client = program.wanderer()) {
            client.post(body(1000, true), "many").until("five");
            assertThat(limit(2)).isGreaterThan(1000);
            client.leave();
        }

        assertThat(program.line().error()).isEqualTo("caller_cancelled");
        var total = total();
        assertThat(total.getLong("tokens_out")).isEqualTo(5);
        assertThat(total.getLong("estimated")).isEqualTo(1);
        assertThat(tokens(total)).isBetween(7, 20);
        assertThat(List.of(limit(1), limit(2))).isEqualTo(List.of(tokens(total), 0));
    }

    private static String body(int maxTokens, boolean stream) {
        return "{\"model\":\"main\",\"stream\":" + stream + ",\"max_tokens\":" + maxTokens
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    }

    /** Asks, and waits until it is accounted. */
    private void ended(String body) {
        assertThat(program.post(body, "many").body()).isNotEmpty();
        assertThat(program.line().id()).isNotEmpty();
    }

    private static int tokens(JsonObject total) {
        return total.getInteger("tokens_in") + total.getInteger("tokens_out");
    }

    private JsonObject total() {
        try (var operator = program.operator()) {
            return new JsonObject(operator.get("/admin/v1/usage").body()).getJsonObject("total");
        }
    }

    /** 0 for what is allowed, 1 used, 2 held. */
    private int limit(int figure) {
        try (var operator = program.operator()) {
            var only = new JsonObject(operator.get("/admin/v1/limits").body())
                    .getJsonArray("limits")
                    .getJsonObject(0);
            return only.getInteger(List.of("allowed", "used", "held").get(figure));
        }
    }
}
