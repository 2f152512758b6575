package io.frond;

import static io.frond.testing.Replies.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Client;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients say of their answers, and what becomes of it. */
@SuppressWarnings("NullAway.Init") // each test begins with a program of its own
class FeedbackTest {
    private static final String CONFIG = """
            version: 1
            server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
            backends: { main: { endpoints: [{ url: "${ONE}" }] } }
            routes: { policy: { to: main }, other: { to: main, examples: [good morning, good day] } }
            default: policy
            tenants:
              many: { keys: [{ name: k, hash: "${MANY}" }] }
              pair: { keys: [{ name: k, hash: "${PAIR}", scopes: [embeddings] }] }
              alone: { keys: [{ name: k, hash: "${ALONE}" }], limits: { rpm: 1 } }
            """;

    private RunningProgram program;
    private Client client;
    private Client operator;

    @BeforeEach
    void start() {
        program = new RunningProgram(CONFIG, Path.of("."));
        program.both(answer());
        client = new Client(URI.create("http://127.0.0.1:" + program.port()), "many");
        operator = program.operator();
    }

    @AfterEach
    void stop() {
        client.close();
        operator.close();
        program.close();
    }

    private static String id(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Client.header(answer, "x-frond-decision");
    }

    private HttpResponse<String> judge(String decision, String label) {
        return client.post(
                "/v1/feedback", new JsonObject().put("decision", decision).put("label", label));
    }

    private static JsonObject told(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private JsonObject noted(String decision) {
        return told(operator.get("/admin/v1/decisions/" + decision)).getJsonObject("feedback");
    }

    @Test
    void whatAClientThinksOfAnAnswerIsSeenWithItsDecision() {
        var decision = id(client.ask("policy", "Who approves travel?"));
        assertThat(noted(decision)).isNull();

        var said = told(client.post(
                "/v1/feedback",
                new JsonObject()
                        .put("decision", decision)
                        .put("score", 0.75)
                        .put("route", "other")
                        .put("answer", "Ask Paula Geheim.")));

        assertThat(said.getString("object")).isEqualTo("feedback");
        assertThat(said.getString("decision")).isEqualTo(decision);
        assertThat(said.getDouble("score")).isEqualTo(0.75);
        assertThat(said.getBoolean("evicted")).isFalse();
        var noted = noted(decision);
        assertThat(noted.getDouble("score")).isEqualTo(0.75);
        assertThat(noted.getString("label")).isEqualTo("good");
        assertThat(noted.getString("route")).isEqualTo("other");
        assertThat(noted.getBoolean("corrected")).isTrue();
        assertThat(program.line().toString()
                        + program.line()
                        + operator.get("/metrics").body()
                        + noted)
                .contains("operation=feedback")
                .doesNotContain("Geheim");
    }

    @Test
    void theLastWordHolds() {
        var decision = id(client.ask("policy", "Who approves travel?"));

        assertThat(told(judge(decision, "down")).getDouble("score")).isZero();
        assertThat(told(judge(decision, "up")).getDouble("score")).isEqualTo(1);

        assertThat(noted(decision).getString("label")).isEqualTo("good");
    }

    @Test
    void aKeptAnswerThatWasBadIsForgottenAndAGoodOneIsNot() {
        assertThat(id(client.ask("policy", "Who approves travel?"))).isNotEmpty();
        var hit = client.ask("policy", "Who approves travel?");
        assertThat(Client.header(hit, "cache-status")).startsWith("frond; hit");

        assertThat(told(judge(id(hit), "good")).getBoolean("evicted")).isFalse();
        var again = client.ask("policy", "Who approves travel?");
        assertThat(Client.header(again, "cache-status")).startsWith("frond; hit");

        assertThat(told(judge(id(again), "bad")).getBoolean("evicted")).isTrue();
        var fresh = client.ask("policy", "Who approves travel?");
        assertThat(Client.header(fresh, "cache-status")).isEqualTo("frond; fwd=miss");

        assertThat(told(judge(id(again), "bad")).getBoolean("evicted"))
                .as("what is kept now is another answer")
                .isFalse();
        assertThat(Client.header(client.ask("policy", "Who approves travel?"), "cache-status"))
                .startsWith("frond; hit");
    }

    @Test
    void aFreshAnswerThatWasBadIsNotGivenToOthers() {
        var decision = id(client.ask("policy", "Who approves travel?"));

        assertThat(told(judge(decision, "bad")).getBoolean("evicted")).isTrue();

        assertThat(Client.header(client.ask("policy", "Who approves travel?"), "cache-status"))
                .isEqualTo("frond; fwd=miss");
    }

    @Test
    void anAnswerOfAnotherTenantIsNotThere() {
        var decision = id(client.ask("policy", "Who approves travel?"));
        var foreign = client.as("alone");
        var body = new JsonObject().put("label", "bad");

        var theirs = foreign.post("/v1/feedback", body.copy().put("decision", decision));
        var nobodys = client.post("/v1/feedback", body.copy().put("decision", "d-nobody"));
        var refused = foreign.post("/v1/feedback", body.copy().put("decision", decision));

        assertThat(theirs.statusCode()).isEqualTo(404);
        assertThat(nobodys.statusCode()).isEqualTo(404);
        assertThat(theirs.body()).isEqualTo(nobodys.body()).contains("\"param\":\"decision\"");
        assertThat(noted(decision)).isNull();
        assertThat(Client.header(client.ask("policy", "Who approves travel?"), "cache-status"))
                .startsWith("frond; hit");
        assertThat(refused.statusCode()).as("it counts against the limits").isEqualTo(429);
        foreign.close();
    }

    @Test
    void aKeyForOtherCallsMayNotJudge() {
        try (var narrow = client.as("pair")) {
            var refused = narrow.post(
                    "/v1/feedback", new JsonObject().put("decision", "d").put("label", "bad"));
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("missing_scope");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|null",
                "{}|score",
                "{\"label\":\"bad\"}|decision",
                "{\"decision\":7,\"label\":\"bad\"}|decision",
                "{\"decision\":\"d\"}|score",
                "{\"decision\":\"d\",\"score\":1,\"label\":\"good\"}|label",
                "{\"decision\":\"d\",\"score\":1.01}|score",
                "{\"decision\":\"d\",\"score\":\"1\"}|score",
                "{\"decision\":\"d\",\"score\":true}|score",
                "{\"decision\":\"d\",\"label\":\"fine\"}|label",
                "{\"decision\":\"d\",\"label\":\"bad\",\"route\":\"polcy\"}|route",
                "{\"decision\":\"d\",\"label\":\"bad\",\"answer\":7}|answer"
            })
    void whatIsNotAsItMustBeIsRefusedByItsName(String body, String param) {
        var refused = client.send("POST", "/v1/feedback", body);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        var error = new JsonObject(refused.body()).getJsonObject("error");
        assertThat(String.valueOf(error.getString("param"))).isEqualTo(param);
        assertThat(error.getString("type")).isEqualTo("invalid_request_error");
    }

    @Test
    void whatIsTooLargeIsNotRead() {
        var large = new JsonObject().put("decision", "d").put("label", "bad").put("answer", "x".repeat(200_000));

        assertThat(client.post("/v1/feedback", large).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/feedback", "/feedback", "/openai/v1/feedback"})
    void onlyPostIsServedUnderEveryBase(String path) {
        var decision = id(client.ask("policy", "Who approves travel?"));
        var body = new JsonObject().put("decision", decision).put("label", "good");

        assertThat(client.post(path, body).statusCode()).isEqualTo(200);
        assertThat(client.get(path).statusCode()).isEqualTo(405);
        assertThat(Client.header(client.get(path), "allow")).isEqualTo("POST, OPTIONS");
        assertThat(client.post(path + "/more", body).statusCode()).isEqualTo(404);
    }
}
