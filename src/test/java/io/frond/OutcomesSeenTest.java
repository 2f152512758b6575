package io.frond;

import static io.frond.testing.Replies.ANSWER;
import static io.frond.testing.Replies.answer;
import static io.frond.testing.Replies.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.frond.testing.Client;
import io.frond.testing.Eventually;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators see of how good the answers of each route were. */
@SuppressWarnings("NullAway.Init") // each test begins with a program of its own
class OutcomesSeenTest {
    private static final String CONFIG = """
            version: 1
            server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
            cache: off
            backends:
              main: { endpoints: [{ url: "${ONE}" }], fallback: [spare] }
              spare: { endpoints: [{ url: "${TWO}" }] }
            routes: { policy: { to: main } }
            default: policy
            tenants:
              many: { keys: [{ name: k, hash: "${MANY}" }] }
              pair: { keys: [{ name: k, hash: "${PAIR}" }] }
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

    private JsonObject outcome() {
        var routes =
                new JsonObject(operator.get("/admin/v1/outcomes?tenant=many").body()).getJsonArray("routes");
        assertThat(routes).hasSize(1);
        return routes.getJsonObject(0);
    }

    private void judge(String label) {
        var asked = client.ask("policy", "Who approves travel?");
        var said = new JsonObject()
                .put("decision", Client.header(asked, "x-frond-decision"))
                .put("label", label);
        assertThat(client.post("/v1/feedback", said).statusCode()).isEqualTo(200);
    }

    @Test
    void feedbackIsAveragedByTenantAndRoute() {
        judge("good");
        judge("good");
        judge("bad");
        assertThat(client.as("pair").ask("policy", "Who approves travel?").statusCode())
                .isEqualTo(200);

        var feedback = outcome().getJsonObject("feedback");

        assertThat(outcome().getString("route")).isEqualTo("policy");
        assertThat(feedback.getInteger("count")).isEqualTo(3);
        assertThat(feedback.getInteger("bad")).isEqualTo(1);
        assertThat(feedback.getDouble("mean")).isCloseTo(2.0 / 3, within(1e-9));
        assertThat(feedback.getDouble("low")).isBetween(0.1, 0.5);
        assertThat(feedback.getDouble("high")).isBetween(0.8, 1.0);
        assertThat(operator.get("/metrics").body())
                .contains("frond_feedback_total{label=\"good\",route=\"policy\",tenant=\"many\"} 2.0")
                .contains("frond_feedback_total{label=\"bad\",route=\"policy\",tenant=\"many\"} 1.0");
    }

    @Test
    void whatTheEndsOfAnswersTellIsCountedApart() {
        program.one.instead(json(500, "{}"));
        assertThat(client.ask("policy", "Who approves travel?").statusCode()).isEqualTo(200);
        program.two.instead(json(500, "{}"));
        assertThat(client.ask("policy", "Who approves travel?").statusCode()).isBetween(500, 599);
        program.two.instead(json(200, ANSWER.replace("\"stop\"", "\"content_filter\"")));
        assertThat(client.ask("spare", "Who approves travel?").statusCode()).isEqualTo(200);

        Eventually.within(Duration.ofSeconds(5), () -> {
            var routes = new JsonObject(operator.get("/admin/v1/outcomes").body()).getJsonArray("routes");
            assertThat(routes).hasSize(2);
            var policy = routes.getJsonObject(0);
            assertThat(policy.getInteger("answers")).isEqualTo(2);
            assertThat(policy.getJsonObject("implicit"))
                    .isEqualTo(new JsonObject("{\"fallback\":1,\"failure\":1,\"refusal\":0}"));
            assertThat(policy.getJsonObject("feedback").getValue("mean")).isNull();
            assertThat(routes.getJsonObject(1).getJsonObject("implicit").getInteger("refusal"))
                    .isEqualTo(1);
        });
    }
}
