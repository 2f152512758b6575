package io.frond;

import static io.frond.testing.Replies.answer;
import static io.frond.testing.Replies.silence;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Client;
import io.frond.testing.Eventually;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Several who ask the same at the same time, each with a time of its own. */
class SharedAnswerTest {
    private static final String PLAIN =
            "{\"model\":\"main\",\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    @Test
    void whoHasLittleTimeDoesNotTakeItFromThoseWhoWaitForTheSameAnswer() {
        try (var program = new RunningProgram("{ ttl: 1m }")) {
            program.bothInTurn(silence(), answer());
            var hasty = CompletableFuture.supplyAsync(() -> program.post(PLAIN, "many", "x-request-timeout-ms", "700"));
            assertThat(program.asked().request().line()).startsWith("POST");
            var patient = program.post(PLAIN, "many");
            assertThat(patient.statusCode()).isEqualTo(200);
            assertThat(Client.header(patient, "cache-status")).contains("fwd=miss");
            assertThat(hasty.join().statusCode()).isEqualTo(504);
        }
    }

    @Test
    void whoWaitsForTheAnswerOfAnotherWaitsNoLongerThanItsOwnTime() {
        try (var program = new RunningProgram("{ ttl: 1m }")) {
            program.both(silence());
            try (var patient = program.wanderer()) {
                patient.post(PLAIN, "many");
                assertThat(program.asked().request().line()).startsWith("POST");
                var hasty = program.post(PLAIN, "many", "x-stainless-timeout", "0.4");
                assertThat(hasty.statusCode()).isEqualTo(504);
                assertThat(hasty.body()).contains("waited for the answer to another");
            }
            Eventually.within(
                    Duration.ofSeconds(5), () -> assertThat(program.inflight()).isZero());
            program.both(answer());
            assertThat(program.post(PLAIN, "many").statusCode())
                    .as("the key is free")
                    .isEqualTo(200);
        }
    }
}
