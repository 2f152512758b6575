package io.frond;

import static io.frond.testing.Replies.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Client;
import io.frond.testing.Eventually;
import io.frond.testing.FakeProvider;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Questions in other words, over sockets and with the built-in model. */
class SemanticAnswerTest {
    private static final String CONFIG = """
            version: 1
            server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
            backends: { main: { endpoints: [{ url: "${ONE}" }] } }
            routes: { policy: { to: main, semantic: on, semantic_error: 20% } }
            default: policy
            cache: { semantic: { checks: 100%, timeout: 5s } }
            tenants:
              many: { keys: [{ name: k, hash: "${MANY}" }] }
              pair: { keys: [{ name: k, hash: "${PAIR}" }] }
            """;

    private static final List<String> TOPICS = List.of(
            "returning shoes",
            "a lost parcel",
            "resetting the password",
            "the travel budget",
            "parking a bicycle",
            "sick leave");
    private static final List<String> FORMS = List.of(
            "Tell me about %s",
            "What are the rules for %s?",
            "I have a question about %s",
            "Please explain %s to me",
            "How does %s work?",
            "I need help with %s",
            "What should I know about %s?",
            "Could you describe the policy on %s?",
            "Give me details on %s",
            "Where do I read about %s?",
            "Can somebody explain %s?",
            "What does the handbook say about %s?");

    @Test
    void aQuestionInOtherWordsIsAnsweredOnceThatHasProvedRight() {
        try (var program = new RunningProgram(CONFIG, Path.of("."))) {
            program.both(SemanticAnswerTest::tell);
            for (String form : FORMS) {
                for (String topic : TOPICS) {
                    assertThat(program.post(body(form.formatted(topic)), "many").statusCode())
                            .isEqualTo(200);
                }
            }
            Eventually.within(Duration.ofSeconds(10), () -> assertThat(
                            program.current().answers().likeness().standings())
                    .anyMatch(one -> one.tenant().equals("many") && one.threshold() <= 1));
            int before = program.calls();

            var got = program.post(body("Please tell me about parking a bicycle"), "many");

            assertThat(Client.header(got, "cache-status"))
                    .contains("hit", "detail=semantic", "similarity=", "threshold=");
            assertThat(got.body()).contains("All about parking a bicycle");
            assertThat(Client.header(got, "x-frond-route")).isEqualTo("policy");
            Eventually.within(
                    Duration.ofSeconds(10),
                    () -> assertThat(program.calls()).as("the hit is checked").isGreaterThan(before));
            var other = program.post(body("Please tell me about parking a bicycle"), "pair");
            assertThat(Client.header(other, "cache-status")).isEqualTo("frond; fwd=miss");

            var decision = Client.header(got, "x-frond-decision");
            assertThat(judged(program, decision, "pair")).contains("No answer under this decision");
            assertThat(judged(program, decision, "many")).contains("\"evicted\":true");
            assertThat(program.current().answers().likeness().evict(decision))
                    .as("it is forgotten")
                    .isFalse();
        }
    }

    private static String judged(RunningProgram program, String decision, String key) {
        var body =
                new JsonObject().put("decision", decision).put("label", "bad").encode();
        var answer = program.send("POST", "/v1/feedback", key, "application/json", body.getBytes(UTF_8));
        return new String(answer.body(), UTF_8);
    }

    private static String body(String question) {
        return new JsonObject()
                .put("model", "policy")
                .put(
                        "messages",
                        new JsonArray().add(new JsonObject().put("role", "user").put("content", question)))
                .encode();
    }

    /** The answer of whichever topic is asked about. */
    private static void tell(FakeProvider.Exchange exchange) {
        var asked = exchange.request().body().toString();
        var topic = TOPICS.stream().filter(asked::contains).findFirst().orElse("nothing");
        var message =
                new JsonObject().put("role", "assistant").put("content", "All about " + topic + " is written here.");
        var choice = new JsonObject().put("index", 0).put("message", message).put("finish_reason", "stop");
        json(
                        200,
                        new JsonObject()
                                .put("id", "x")
                                .put("object", "chat.completion")
                                .put("choices", new JsonArray().add(choice))
                                .encode())
                .play(exchange);
    }
}
