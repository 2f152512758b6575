package io.frond;

import static io.frond.testing.Replies.answer;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Client;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fallbacks as they are configured, from a client's socket to a provider's. */
class FallbackTest {
    private static final String RESPONSE =
            "{\"id\":\"resp_%s\",\"object\":\"response\",\"status\":\"completed\",\"output\":[],"
                    + "\"usage\":{\"input_tokens\":3,\"output_tokens\":2}}";
    private static final String YAML = """
            server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
            cache: { ttl: 1h }
            backends:
              main:
                url: "${ONE}"
                model: tuned/v2
                fallback: spare
                retry: { attempts: 0 }
                breaker: { consecutive: 1000, min_calls: 1000 }
              spare: { url: "${TWO}", model: general/v1, can: { tools: false } }
            routes:
              strict: { to: main, fallback: [] }
              lenient: { to: main }
            default: lenient
            tenants:
              many: { keys: [{ name: k, hash: "${MANY}" }], routes: [strict, lenient] }
            """;

    private RunningProgram program;

    @BeforeEach
    void start() {
        program = new RunningProgram(YAML, Path.of("."));
        program.one.instead(json(503, "{}"));
        program.two.instead(answer());
    }

    @AfterEach
    void stop() {
        program.close();
    }

    private static String asking(String model, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]" + more + "}";
    }

    private String figures() {
        try (var operator = program.operator()) {
            return operator.get("/metrics").body();
        }
    }

    @Test
    void s16ReplyLogAndFiguresNameWhoReallyAnswered() {
        var got = program.post(asking("lenient", ""), "many");
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(Client.header(got, "x-frond-route")).isEqualTo("lenient");
        assertThat(Client.header(got, "x-frond-endpoint")).isEqualTo("spare#1");
        assertThat(Client.header(got, "x-frond-model")).isEqualTo("general/v1");
        assertThat(Client.header(got, "x-frond-fallback")).isEqualTo("main=upstream_5xx");
        assertThat(Client.header(got, "x-frond-attempts")).isEqualTo("2");
        assertThat(new JsonObject(program.two.requests().get(0).body()).getString("model"))
                .isEqualTo("general/v1");
        var line = program.line();
        assertThat(line.endpoint()).isEqualTo("spare#1");
        assertThat(line.tokensIn()).isEqualTo(3);
        assertThat(figures())
                .contains("frond_fallbacks_total{backend=\"main\",reason=\"upstream_5xx\",to=\"spare\"} 1.0")
                .containsPattern("gen_ai_client_token_usage_sum\\{[^}]*spare[^}]*\\} 3.0")
                .doesNotContainPattern("gen_ai_client_token_usage_sum\\{[^}]*main");
    }

    @Test
    void s16AStreamIsTakenOverToo() {
        program.two.instead(stream(true, "Hi"));
        var got = program.post(asking("main", ",\"stream\":true"), "many");
        assertThat(got.body()).contains("Hi").endsWith("data: [DONE]\n\n");
        assertThat(Client.header(got, "x-frond-endpoint")).isEqualTo("spare#1");
    }

    @Test
    void aRouteMayHaveNone() {
        var got = program.post(asking("strict", ""), "many");
        assertThat(got.statusCode()).isEqualTo(502);
        assertThat(Client.header(got, "x-frond-endpoint")).isEqualTo("main#1");
        assertThat(Client.header(got, "x-should-retry")).isEqualTo("false");
        assertThat(program.two.requests()).isEmpty();
    }

    @Test
    void whoIsSkippedIsTold() {
        var got = program.post(asking("lenient", ",\"tools\":[{\"type\":\"function\"}]"), "many");
        assertThat(got.statusCode()).isEqualTo(502);
        assertThat(Client.header(got, "x-frond-fallback")).isEqualTo("spare=tools");
        assertThat(program.two.requests()).isEmpty();
    }

    @Test
    void f12ALongWaitIsToldWhereNobodyStandsIn() {
        program.one.instead(json(429, "{}", "retry-after: 120"));
        var got = program.post(asking("strict", ""), "many");
        assertThat(got.statusCode()).isEqualTo(429);
        assertThat(Client.header(got, "retry-after")).isEqualTo("120");
        assertThat(Client.header(got, "x-should-retry")).isEqualTo("false");
    }

    @Test
    void aStandInsAnswerIsNotKept() {
        var first = program.post(asking("lenient", ",\"temperature\":0"), "many");
        assertThat(Client.header(first, "x-frond-endpoint")).isEqualTo("spare#1");
        program.one.instead(answer());
        var got = program.post(asking("lenient", ",\"temperature\":0"), "many");
        assertThat(Client.header(got, "x-frond-endpoint")).isEqualTo("main#1");
        var again = program.post(asking("lenient", ",\"temperature\":0"), "many");
        assertThat(Client.header(again, "cache-status")).contains("hit");
    }

    @Test
    void aConversationGoesOnWhereItIsKept() {
        program.two.instead(json(200, RESPONSE.formatted("1")));
        assertThat(respond("{\"model\":\"lenient\",\"input\":\"Hi\"}").statusCode())
                .isEqualTo(200);
        program.one.instead(json(200, RESPONSE.formatted("2")));
        var next = respond("{\"model\":\"lenient\",\"input\":\"And?\",\"previous_response_id\":\"resp_1\"}");
        assertThat(next.headers().firstValue("x-frond-endpoint")).contains("spare#1");
    }

    private HttpResponse<byte[]> respond(String body) {
        return program.send("POST", "/v1/responses", "many", "application/json", body.getBytes(StandardCharsets.UTF_8));
    }
}
