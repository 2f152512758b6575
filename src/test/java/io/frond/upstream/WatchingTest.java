package io.frond.upstream;

import static io.frond.testing.Replies.answer;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.reply;
import static io.frond.testing.Replies.silence;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.BackendConfig;
import io.frond.config.WatchConfig;
import io.frond.testing.Eventually;
import io.frond.testing.FakeClock;
import io.frond.testing.FakeProvider;
import io.frond.testing.FakeProvider.Script;
import io.frond.upstream.balance.Balancer;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Health checks and hints of two endpoints, and what a new configuration keeps of them, over real sockets. */
@ExtendWith(VertxExtension.class)
class WatchingTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration OFTEN = Duration.ofMillis(30);

    private final AtomicReference<Script> ofOne = new AtomicReference<>(json(200, "{}"));
    private final AtomicReference<Script> ofTwo = new AtomicReference<>(json(200, "{}"));
    private Bench bench;
    private FakeProvider one;
    private FakeProvider two;
    private Backend backend;

    @BeforeEach
    void start(Vertx vertx) {
        bench = new Bench(vertx).balancer(Balancer.roundRobin());
        one = FakeProvider.start(vertx, asked(ofOne));
        two = FakeProvider.start(vertx, asked(ofTwo));
        backend = bench.backend(one.url());
    }

    @AfterEach
    void stop() {
        var unused = backend.close();
        one.close();
        two.close();
    }

    /** Calls get an answer, everything else what is said here. */
    private static Script asked(AtomicReference<Script> beside) {
        return exchange -> (exchange.request().line().startsWith("GET ")
                        ? Objects.requireNonNull(beside.get())
                        : answer())
                .play(exchange);
    }

    private void checked() {
        var health = new WatchConfig.Health("/health", OFTEN, Duration.ofMillis(200), 3, 1);
        backend = bench.watch(new WatchConfig("off", health, null)).backend(one.url(), two.url());
        Eventually.within(SOON, () -> assertThat(checks(one)).isGreaterThan(1));
    }

    private void hinted(Duration every) {
        backend = bench.watch(new WatchConfig("off", null, new WatchConfig.Hints("/metrics", every)))
                .backend(one.url(), two.url());
    }

    private static long checks(FakeProvider provider) {
        return provider.requests().stream()
                .filter(request -> request.line().startsWith("GET "))
                .count();
    }

    private static long calls(FakeProvider provider) {
        return provider.requests().stream()
                .filter(request -> request.line().startsWith("POST "))
                .count();
    }

    private void healthy(Boolean first, Boolean second) {
        Eventually.within(SOON, () -> assertThat(backend.endpoints())
                .extracting(EndpointState::healthy)
                .containsExactly(first, second));
    }

    private void ask(int times) {
        one.forget();
        two.forget();
        for (int i = 0; i < times; i++) {
            assertThat(bench.ask(backend, TestCalls.plain()).refused()).isNull();
        }
    }

    @Test
    void whatFailsItsHealthCheckGetsNoCallsUntilItPassesAgain() {
        checked();
        ofOne.set(json(503, "{}"));
        healthy(false, true);
        ask(10);
        assertThat(calls(one)).isZero();
        assertThat(backend.endpoints()).extracting(EndpointState::breaker).containsOnly("closed");
        assertThat(bench.meters
                        .get("frond.endpoint.healthy")
                        .tag("endpoint", "general#1")
                        .gauge()
                        .value())
                .isZero();
        ofOne.set(json(200, "{}"));
        healthy(true, true);
        ask(10);
        assertThat(calls(one)).isPositive();
    }

    @Test
    void silenceIsABadAnswerAndTooManyRequestsIsNone() {
        checked();
        ofOne.set(json(429, "{}"));
        ofTwo.set(silence());
        healthy(true, false);
    }

    @Test
    void aCheckIsAGetWithTheEndpointsKeyAndNothingElse() {
        checked();
        var request = one.requests().get(0);
        assertThat(request.line()).isEqualTo("GET /health");
        assertThat(request.header("authorization")).isEqualTo("Bearer sk-upstream");
        assertThat(request.body().length()).isZero();
    }

    @Test
    void whereAllFailTheirChecksTheyAreUsedAllTheSame() {
        checked();
        ofOne.set(json(503, "{}"));
        ofTwo.set(json(503, "{}"));
        healthy(false, false);
        ask(10);
        assertThat(calls(one) + calls(two)).isEqualTo(10);
    }

    @Test
    void checksEndWithTheBackend() {
        checked();
        var unused = backend.close();
        Eventually.within(SOON, () -> {
            long before = checks(one);
            Bench.await(bench.vertx.timer(4 * OFTEN.toMillis()));
            assertThat(checks(one)).isEqualTo(before);
        });
    }

    @Test
    void whoIsCheckedNeedNotBeFoundUnwellAgainAfterAReload() {
        checked();
        ofOne.set(json(503, "{}"));
        healthy(false, true);
        var old = backend;
        backend = bench.after(old).retries(1).backend(one.url(), two.url());
        assertThat(backend.endpoints().get(0).healthy()).isFalse();
        var unused = old.close();
    }

    private static Script metrics(int waiting) {
        return reply(200, "text/plain", "vllm:num_requests_waiting{engine=\"0\"} " + waiting + ".0\n");
    }

    @Test
    void callsAvoidAModelServerWhoseQueueIsLong() {
        bench.balancer(Balancer.leastLoaded());
        ofOne.set(metrics(40));
        ofTwo.set(metrics(0));
        hinted(OFTEN);
        Eventually.within(SOON, () -> assertThat(backend.endpoints())
                .extracting(EndpointState::waiting)
                .containsExactly(40.0, 0.0));
        ask(10);
        assertThat(calls(one)).isZero();
        assertThat(bench.meters
                        .get("frond.endpoint.waiting")
                        .tag("endpoint", "general#1")
                        .gauge()
                        .value())
                .isEqualTo(40);
    }

    @Test
    void hintsOlderThanThreeIntervalsAreNotBelieved() {
        var clock = new FakeClock();
        bench.clock(clock).balancer(Balancer.leastLoaded());
        ofOne.set(metrics(40));
        hinted(Duration.ofHours(1));
        Eventually.within(
                SOON, () -> assertThat(backend.endpoints().get(0).waiting()).isEqualTo(40.0));
        clock.advance(Duration.ofHours(3));
        assertThat(backend.endpoints().get(0).waiting()).isEqualTo(40.0);
        clock.advance(Duration.ofSeconds(1));
        assertThat(backend.endpoints().get(0).waiting()).isZero();
        ask(20);
        assertThat(calls(one)).isPositive();
    }

    @Test
    void metricsThatAreTooLargeOrMissingAreNoHint() {
        ofOne.set(reply(200, "text/plain", "vllm:num_requests_waiting 9\n".repeat(100_000)));
        ofTwo.set(json(404, "vllm:num_requests_waiting 9"));
        hinted(OFTEN);
        Eventually.within(SOON, () -> {
            assertThat(checks(one)).isGreaterThan(2);
            assertThat(checks(two)).isGreaterThan(2);
        });
        assertThat(backend.endpoints()).extracting(EndpointState::waiting).containsOnly(0.0);
    }

    @Test
    void longMetricsAreReadOffTheLoop() {
        ofOne.set(reply(200, "text/plain", "# filler\n".repeat(50_000) + "vllm:num_requests_waiting 9\n"));
        hinted(OFTEN);
        Eventually.within(
                SOON, () -> assertThat(backend.endpoints().get(0).waiting()).isEqualTo(9.0));
    }

    @Test
    void f21AReloadKeepsWhatIsKnownOfTheEndpointsThatStay() {
        var clock = new FakeClock();
        bench.clock(clock).slowStart(Duration.ofSeconds(30)).failFast().retries(0);
        var old = bench.backend(one.url());
        clock.advance(Duration.ofMinutes(1));
        one.instead(json(500, "{}"));
        for (int i = 0; i < 3; i++) {
            bench.ask(old, TestCalls.numbered(i));
        }
        assertThat(old.endpoints().get(0).failures()).isEqualTo(3);
        backend = bench.after(old)
                .backend(List.of(
                        new BackendConfig.Endpoint(two.url(), null), new BackendConfig.Endpoint(one.url(), null)));
        assertThat(backend.endpoints()).extracting(EndpointState::failures).containsExactly(0, 3);
        assertThat(backend.endpoints().get(1).latency())
                .isEqualTo(old.endpoints().get(0).latency());
        one.instead(asked(ofOne));
        ask(60);
        assertThat(calls(one)).as("of the one that is warm").isGreaterThan(45);
        assertThat(backend.endpoints().get(1).failures()).isZero();
        var unused = old.close();
    }

    @Test
    void f21AnOpenBreakerStaysOpenOverAReloadAndCallsUnderWayStillCount() {
        var old = bench.failFast().retries(0).backend(one.url());
        one.instead(json(500, "{}"));
        for (int i = 0; i < 6; i++) {
            bench.ask(old, TestCalls.numbered(i));
        }
        assertThat(old.endpoints().get(0).breaker()).isEqualTo("open");
        two.instead(silence());
        var silent = bench.after(null).backend(two.url());
        var waiting = bench.start(silent, TestCalls.plain());
        var exchange = two.exchange();
        backend = bench.after(old).backend(one.url(), two.url());
        assertThat(backend.endpoints().get(0).breaker()).isEqualTo("open");
        var next = bench.after(silent).backend(one.url(), two.url());
        assertThat(next.endpoints().get(1).inflight()).isEqualTo(1);
        exchange.cut();
        Bench.await(waiting);
        Eventually.within(
                SOON, () -> assertThat(next.endpoints().get(1).inflight()).isZero());
        List.of(old, silent, next).forEach(one -> {
            var unused = one.close();
        });
    }
}
