package io.frond;

import static io.frond.testing.Replies.ANSWER;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.silence;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Client;
import io.frond.testing.Eventually;
import io.frond.testing.FakeProvider;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A route that can wait and one that cannot, before a model with room for one call. */
@SuppressWarnings("NullAway.Init") // each test starts with a queue of its own
class BatchRouteTest {
    private final Vertx vertx = Loops.strict();
    private final FakeProvider provider = FakeProvider.start(vertx, silence());
    private RunningConfig frond;

    private void start(int queue) {
        frond = RunningConfig.of("""
                server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
                cache: off
                backends: { main: { url: "%s", limits: { inflight: 1, queue: %d, wait: 20s } } }
                routes: { live: { to: main }, nightly: { to: main, priority: batch } }
                default: live
                """.formatted(provider.url(), queue));
    }

    @AfterEach
    void stop() {
        frond.close();
        provider.close();
        RunningFile.within(vertx.close());
    }

    private CompletableFuture<HttpResponse<String>> ask(String route, String question) {
        return CompletableFuture.supplyAsync(() -> {
            try (var client = new Client(frond.address(), "any")) {
                return client.ask(route, question);
            }
        });
    }

    private void queued(int calls) {
        Eventually.within(Duration.ofSeconds(10), () -> {
            try (var operator = new Client(frond.admin(), "")) {
                var endpoints =
                        new JsonObject(operator.get("/admin/v1/endpoints").body());
                assertThat(endpoints.getJsonArray("endpoints").getJsonObject(0).getInteger("queued"))
                        .isEqualTo(calls);
            }
        });
    }

    /** Answers the call that runs, which must be this one. */
    private void answer(String question) {
        var running = provider.exchange();
        assertThat(running.request().body().toString()).contains(question);
        json(200, ANSWER).play(running);
    }

    @Test
    void f22ItsRequestsWaitBehindAllOthers() {
        start(5);
        var first = ask("live", "first");
        Eventually.within(
                Duration.ofSeconds(10), () -> assertThat(provider.requests()).hasSize(1));
        var patient = ask("nightly", "patient");
        queued(1);
        var urgent = ask("live", "urgent");
        queued(2);

        answer("first");
        answer("urgent");
        answer("patient");

        for (var each : new CompletableFuture<?>[] {first, urgent, patient}) {
            assertThat(((HttpResponse<?>) each.join()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void f22ItsRequestsAreTheFirstToBeTurnedAway() {
        start(1);
        var first = ask("live", "first");
        Eventually.within(
                Duration.ofSeconds(10), () -> assertThat(provider.requests()).hasSize(1));
        var patient = ask("nightly", "patient");
        queued(1);

        var urgent = ask("live", "urgent");

        assertThat(patient.join().statusCode()).isEqualTo(503);
        assertThat(Client.header(patient.join(), "retry-after")).isNotEmpty();
        answer("first");
        answer("urgent");
        assertThat(first.join().statusCode()).isEqualTo(200);
        assertThat(urgent.join().statusCode()).isEqualTo(200);
    }
}
