package io.frond.upstream;

import static io.frond.testing.Replies.ANSWER;
import static io.frond.testing.Replies.answer;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.silence;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.BackendConfig;
import io.frond.model.Call;
import io.frond.model.Caller;
import io.frond.model.Limits;
import io.frond.model.Reason;
import io.frond.testing.Eventually;
import io.frond.testing.FakeClock;
import io.frond.testing.FakeProvider;
import io.frond.testing.FakeProvider.Exchange;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** More calls than there is room for, over real sockets. */
@ExtendWith(VertxExtension.class)
class OverloadTest {
    private Bench bench;
    private FakeProvider one;
    private FakeProvider two;

    @BeforeEach
    void start(Vertx vertx) {
        bench = new Bench(vertx);
        one = FakeProvider.start(vertx, silence());
        two = FakeProvider.start(vertx, silence());
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private static BackendConfig.Cap limits(int inflight, int queue, Duration wait) {
        return new BackendConfig.Cap(inflight, false, queue, wait, null, null, Limits.NONE);
    }

    private Backend only(int inflight, int queue) {
        return bench.limits(limits(inflight, queue, Duration.ofSeconds(8))).backend(one.url());
    }

    private static Call batch(Call call) {
        return call.asking(call.ask().asBatch());
    }

    private static void finish(Exchange exchange) {
        json(200, ANSWER).play(exchange);
    }

    private static void queued(Backend backend, int calls) {
        Eventually.within(
                Duration.ofSeconds(5),
                () -> assertThat(backend.endpoints().get(0).queued()).isEqualTo(calls));
    }

    private double figure(String name, String label) {
        return bench.meters.get(name).tag("class", label).counter().count();
    }

    @Test
    void f22WhoFindsNoRoomWaitsAndIsServedInOrderInteractiveBeforeBatch() {
        var backend = only(1, 10);
        var first = bench.start(backend, TestCalls.numbered(0));
        var running = one.exchange();
        var order = new ArrayList<String>();
        List<Future<Bench.Got>> all = new ArrayList<>(List.of(first));
        for (int i = 1; i <= 4; i++) {
            var call = TestCalls.numbered(i);
            all.add(bench.start(backend, i <= 2 ? batch(call) : call));
            queued(backend, i);
        }
        for (int i = 0; i <= 4; i++) {
            order.add(running.request().body().toString().replaceAll(".*Hi (.).*", "$1"));
            finish(running);
            running = i < 4 ? one.exchange() : running;
        }
        assertThat(order).containsExactly("0", "3", "4", "1", "2");
        all.forEach(got -> assertThat(Bench.await(got).answer().head().status()).isEqualTo(200));
        assertThat(bench.meters
                        .get("frond.queue.wait")
                        .tag("class", "interactive")
                        .timer()
                        .count())
                .isEqualTo(2);
        queued(backend, 0);
    }

    @Test
    void f22AFullQueueShedsWithinFiveMillisecondsAndSaysWhenToComeAgain() {
        var backend = only(1, 0);
        var running = bench.start(backend, TestCalls.plain());
        var exchange = one.exchange();
        var times = new ArrayList<Long>();
        for (int i = 0; i < 100; i++) {
            long began = System.nanoTime();
            var no = bench.ask(backend, TestCalls.plain()).no();
            times.add(System.nanoTime() - began);
            assertThat(no.reason()).isEqualTo(Reason.SHED);
            assertThat(no.reason().status()).isEqualTo(503);
            assertThat(no.retryAfter()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(60));
        }
        times.sort(null);
        assertThat(Duration.ofNanos(times.get(50))).isLessThan(Duration.ofMillis(5));
        assertThat(figure("frond.shed", "interactive")).isEqualTo(100);
        finish(exchange);
        assertThat(Bench.await(running).answer().head().status()).isEqualTo(200);
        assertThat(one.requests()).hasSize(1);
    }

    @Test
    void f22WhoIsShedHearsHowLongTheQueueTakes() {
        var clock = new FakeClock();
        bench.clock(clock);
        var backend = only(1, 3);
        var all = new ArrayList<Future<Bench.Got>>(List.of(bench.start(backend, TestCalls.numbered(0))));
        var running = one.exchange();
        for (int i = 1; i <= 3; i++) {
            all.add(bench.start(backend, TestCalls.numbered(i)));
            queued(backend, i);
        }
        assertThat(shed(backend)).as("nothing is known").isEqualTo(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(4));
        finish(running);
        running = one.exchange();
        all.add(bench.start(backend, TestCalls.numbered(4)));
        queued(backend, 3);
        assertThat(shed(backend)).as("three at 4 s each").isEqualTo(Duration.ofSeconds(12));
        clock.advance(Duration.ofMinutes(2));
        assertThat(shed(backend)).as("it stands still").isEqualTo(Duration.ofSeconds(30));
        for (int i = 0; i < 3; i++) {
            finish(running);
            running = one.exchange();
        }
        finish(running);
        all.forEach(Bench::await);
    }

    private Duration shed(Backend backend) {
        var no = bench.ask(backend, TestCalls.plain()).no();
        assertThat(no.reason()).isEqualTo(Reason.SHED);
        return java.util.Objects.requireNonNull(no.retryAfter());
    }

    @Test
    void f22WhoWaitsGoesWhereverThereIsRoomFirst() {
        var backend = bench.limits(limits(1, 10, Duration.ofSeconds(8))).backend(one.url(), two.url());
        var some = bench.start(backend, TestCalls.numbered(1));
        var others = bench.start(backend, TestCalls.numbered(2));
        var atOne = one.exchange();
        var atTwo = two.exchange();
        var waiting = bench.start(backend, TestCalls.numbered(3));
        queued(backend, 1);
        finish(atTwo);
        finish(two.exchange());
        assertThat(Bench.await(waiting).servedBy().endpoint()).isEqualTo("general#2");
        finish(atOne);
        Bench.await(some);
        Bench.await(others);
    }

    @Test
    void f22AFullQueueTurnsAwayBatchForInteractive() {
        var backend = only(1, 1);
        var running = bench.start(backend, TestCalls.plain());
        var exchange = one.exchange();
        var patient = bench.start(backend, batch(TestCalls.plain()));
        queued(backend, 1);
        var urgent = bench.start(backend, TestCalls.plain());
        assertThat(Bench.await(patient).no().reason()).isEqualTo(Reason.SHED);
        assertThat(figure("frond.shed", "batch")).isEqualTo(1);
        finish(exchange);
        finish(one.exchange());
        assertThat(Bench.await(running).refused()).isNull();
        assertThat(Bench.await(urgent).refused()).isNull();
    }

    @Test
    void f2WhoLeavesTheQueueIsOutOfItAtOnceAndNobodyIsAskedForIt() {
        var backend = only(1, 10);
        var running = bench.start(backend, TestCalls.plain());
        var exchange = one.exchange();
        var caller = new Caller();
        var leaving = bench.start(backend, TestCalls.plain(caller));
        queued(backend, 1);
        var staying = bench.start(backend, TestCalls.numbered(7));
        queued(backend, 2);
        long began = System.nanoTime();
        caller.leave();
        assertThat(Bench.await(leaving).no().reason()).isEqualTo(Reason.CALLER_CANCELLED);
        assertThat(backend.endpoints().get(0).queued()).isEqualTo(1);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(250));
        finish(exchange);
        var next = one.exchange();
        assertThat(next.request().body().toString()).contains("Hi 7");
        finish(next);
        assertThat(Bench.await(staying).refused()).isNull();
        assertThat(Bench.await(running).refused()).isNull();
        assertThat(one.requests()).hasSize(2);
        assertThat(backend.endpoints().get(0).inflight()).isZero();
    }

    @Test
    void aStayInTheQueueEndsWhenItsTimeIsUp() {
        var backend = bench.limits(limits(1, 10, Duration.ofMillis(150))).backend(one.url());
        var running = bench.start(backend, TestCalls.plain());
        var exchange = one.exchange();
        assertThat(bench.ask(backend, TestCalls.plain()).no().reason()).isEqualTo(Reason.SHED);
        queued(backend, 0);
        finish(exchange);
        assertThat(Bench.await(running).refused()).isNull();
    }

    @Test
    void aStayInTheQueueEndsWithTheTimeThatTheClientGave() {
        var backend = only(1, 10);
        var running = bench.start(backend, TestCalls.plain());
        var exchange = one.exchange();
        long began = System.nanoTime();
        var got = bench.ask(backend, TestCalls.plain(Duration.ofMillis(400)));
        assertThat(got.no().reason()).isEqualTo(Reason.SHED);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
        finish(exchange);
        assertThat(Bench.await(running).refused()).isNull();
    }

    @Test
    void whoWaitsForAnEndpointThatBreaksDownHearsOfItInsteadOfWaitingOn() {
        var backend = bench.retries(0)
                .consecutive(1)
                .failFast()
                .limits(limits(1, 10, Duration.ofSeconds(8)))
                .backend(one.url());
        var running = bench.start(backend, TestCalls.plain());
        var exchange = one.exchange();
        var waiting = bench.start(backend, TestCalls.plain());
        queued(backend, 1);
        exchange.cut();
        assertThat(Bench.await(running).no().reason().elsewhere()).isTrue();
        assertThat(Bench.await(waiting).no().reason()).isEqualTo(Reason.UPSTREAM_OPEN);
    }

    private static BackendConfig.Cap quota(@Nullable Integer rpm, @Nullable Integer tpm) {
        return new BackendConfig.Cap(100, false, 0, Duration.ofSeconds(1), rpm, tpm, Limits.NONE);
    }

    @Test
    void anEndpointWithoutQuotaIsPassedOverAndWhereNoneIsLeftTheClientHearsWhen() {
        one.instead(answer());
        two.instead(answer());
        var backend = bench.clock(new FakeClock()).limits(quota(3, null)).backend(one.url(), two.url());
        for (int i = 0; i < 6; i++) {
            assertThat(bench.ask(backend, TestCalls.plain()).refused()).isNull();
        }
        assertThat(one.requests()).hasSize(3);
        assertThat(two.requests()).hasSize(3);
        var no = bench.ask(backend, TestCalls.plain()).no();
        assertThat(no.reason()).isEqualTo(Reason.UPSTREAM_RATE);
        assertThat(no.retryAfter()).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(20));
        assertThat(one.requests().size() + two.requests().size()).isEqualTo(6);
    }

    @Test
    void tokensCountAsTheProviderReportsThem() {
        int bytes = TestCalls.PLAIN.getBytes(StandardCharsets.UTF_8).length;
        var large = ANSWER.replace("\"completion_tokens\":2", "\"completion_tokens\":5000");
        one.instead(json(200, large));
        var backend = bench.clock(new FakeClock()).limits(quota(null, bytes)).backend(one.url());
        assertThat(bench.ask(backend, TestCalls.plain()).refused()).isNull();
        var no = bench.ask(backend, TestCalls.plain()).no();
        assertThat(no.reason()).isEqualTo(Reason.UPSTREAM_RATE);
        assertThat(no.retryAfter()).isGreaterThan(Duration.ofMinutes(5));
    }

    @Test
    void anAdaptiveEndpointShowsTheLimitThatItHasLearned() {
        var adaptive = new BackendConfig.Cap(100, true, 0, Duration.ofSeconds(1), null, null, Limits.NONE);
        var backend = bench.limits(adaptive).backend(one.url());
        assertThat(backend.endpoints().get(0).limit()).isEqualTo(16);
        for (int round = 0; round < 10; round++) {
            int together = backend.endpoints().get(0).limit();
            List<Future<Bench.Got>> running = new ArrayList<>();
            List<Exchange> exchanges = new ArrayList<>();
            for (int i = 0; i < together; i++) {
                running.add(bench.start(backend, TestCalls.plain()));
                exchanges.add(one.exchange());
            }
            exchanges.forEach(OverloadTest::finish);
            running.forEach(got -> assertThat(Bench.await(got).refused()).isNull());
        }
        assertThat(backend.endpoints().get(0).limit()).isBetween(4, 100).isNotEqualTo(16);
    }

    @Test
    void callsOfABatchRouteAreBatch() {
        var seen = new ArrayList<String>();
        var ranked = new Ranked(
                call -> {
                    seen.add(call.ask().wishes().priority().label());
                    return Future.failedFuture("enough");
                },
                Set.of("r"));
        var other = new Ranked(ranked.inner(), Set.of("another"));
        assertThat(ranked.call(TestCalls.plain()).failed()).isTrue();
        assertThat(other.call(TestCalls.plain()).failed()).isTrue();
        assertThat(seen).containsExactly("batch", "interactive");
    }
}
