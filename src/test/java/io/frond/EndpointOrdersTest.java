package io.frond;

import static io.frond.testing.Replies.answer;
import static io.frond.testing.Replies.bytes;
import static io.frond.testing.Replies.deltas;
import static io.frond.testing.Replies.done;
import static io.frond.testing.Replies.finish;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.streamHead;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.frond.testing.Client;
import io.frond.testing.Eventually;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operators open, close and drain endpoints of the running program. */
class EndpointOrdersTest {
    private static final String PLAIN = "{\"model\":\"main\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String STREAM =
            "{\"model\":\"main\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    private RunningProgram program;
    private Client operator;

    @BeforeEach
    void start() {
        program = new RunningProgram();
        program.both(answer());
        operator = program.operator();
    }

    @AfterEach
    void stop() {
        operator.close();
        program.close();
    }

    @CanIgnoreReturnValue
    private JsonObject tell(String ordinal, String order) {
        var told = operator.post("/admin/v1/endpoints/main%23" + ordinal + "/" + order, new JsonObject());
        assertThat(told.statusCode()).isEqualTo(200);
        return new JsonObject(told.body());
    }

    private void ask(int times) {
        program.one.forget();
        program.two.forget();
        for (int i = 0; i < times; i++) {
            assertThat(program.post(PLAIN, "many").statusCode()).isEqualTo(200);
        }
    }

    private int ready() {
        try (var client = new Client(URI.create("http://127.0.0.1:" + program.port()), "many")) {
            return client.get("/readyz").statusCode();
        }
    }

    @Test
    void aDrainedEndpointFinishesWhatItHasAndGetsNothingNew() {
        program.both(streamHead().then(bytes(deltas("Hi"))));
        try (var client = program.wanderer()) {
            client.post(STREAM, "many").until("Hi");
            boolean first = program.two.requests().isEmpty();
            var busy = first ? program.one : program.two;
            var state = tell(first ? "1" : "2", "drain");
            assertThat(state.getBoolean("drained")).isTrue();
            assertThat(state.getInteger("inflight")).isEqualTo(1);
            assertThat(state.getString("breaker")).isEqualTo("closed");

            var exchange = busy.exchange();
            (first ? program.two : program.one).instead(answer());
            ask(10);
            assertThat(busy.requests()).isEmpty();
            exchange.chunk(finish() + done()).lastChunk();
            assertThat(client.until("[DONE]")).contains("stop");
        }
    }

    @Test
    void whatWasToldHoldsAcrossReloadsAndShowsInTheMetrics() {
        tell("1", "drain");
        tell("2", "drain");
        tell("2", "undrain");
        ask(10);
        assertThat(program.one.requests()).isEmpty();
        assertThat(operator.get("/metrics").body())
                .contains("frond_endpoint_drained{backend=\"main\",endpoint=\"main#1\"} 1")
                .contains("frond_endpoint_drained{backend=\"main\",endpoint=\"main#2\"} 0");

        program.reload("{ ttl: 1h }");
        ask(1);
        program.reloadBackend(", timeout: { total: 7s }");
        ask(10);
        assertThat(program.one.requests()).isEmpty();

        tell("1", "undrain");
        ask(40);
        assertThat(program.one.requests()).isNotEmpty();
    }

    @Test
    void openedByHandTheyRefuseAtOnceUntilClosedByHand() {
        for (String ordinal : new String[] {"1", "2"}) {
            var state = tell(ordinal, "open");
            assertThat(state.getString("breaker")).isEqualTo("open");
            assertThat(state.getBoolean("by_hand")).isTrue();
        }
        var refused = program.post(PLAIN, "many");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("upstream_unavailable").doesNotContain("127.0.0.1", "main#");
        assertThat(ready()).isEqualTo(503);
        assertThat(operator.get("/metrics").body())
                .contains("frond_breaker_forced{backend=\"main\",endpoint=\"main#1\"} 1");
        assertThat(program.calls()).isZero();

        assertThat(tell("1", "close").getString("breaker")).isEqualTo("closed");
        ask(5);
        assertThat(program.two.requests()).isEmpty();
        assertThat(ready()).isEqualTo(200);
    }

    @Test
    void whereAllFailTheirHealthChecksFrondIsNotReady() {
        program.one.instead(json(503, "{}"));
        program.two.instead(json(503, "{}"));
        program.reloadBackend(", health: { path: /health, every: 1s, unhealthy_after: 1, healthy_after: 1 }");
        Eventually.within(Duration.ofSeconds(10), () -> assertThat(ready()).isEqualTo(503));
        program.two.instead(json(200, "{}"));
        Eventually.within(Duration.ofSeconds(10), () -> assertThat(ready()).isEqualTo(200));
    }

    @Test
    void anEndpointThatIsNotThereIsNotFound() {
        var told = operator.post("/admin/v1/endpoints/main%233/drain", new JsonObject());
        assertThat(told.statusCode()).isEqualTo(404);
        assertThat(new JsonObject(told.body()).getJsonObject("error").getString("code"))
                .isEqualTo("unknown_endpoint");
    }
}
