package io.frond.upstream;

import static io.frond.testing.Replies.answer;
import static io.frond.testing.Replies.bytes;
import static io.frond.testing.Replies.cut;
import static io.frond.testing.Replies.deltas;
import static io.frond.testing.Replies.done;
import static io.frond.testing.Replies.finish;
import static io.frond.testing.Replies.hangUp;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.silence;
import static io.frond.testing.Replies.stream;
import static io.frond.testing.Replies.streamHead;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.frond.model.Call;
import io.frond.model.Caller;
import io.frond.model.Clock;
import io.frond.model.Reason;
import io.frond.testing.Eventually;
import io.frond.testing.FakeClock;
import io.frond.testing.FakeProvider;
import io.frond.testing.FakeProvider.Script;
import io.frond.upstream.Bench.Got;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When breakers open and close, for which requests, seen from both ends of real connections. */
@ExtendWith(VertxExtension.class)
class BreakerOverSocketsTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    /** Fails for requests that say so, whoever sends them and wherever. */
    private static final Script ALLERGIC = exchange ->
            (exchange.request().body().toString().contains("poison") ? json(500, "{}") : answer()).play(exchange);

    private final FakeClock clock = new FakeClock();
    private Bench bench;
    private FakeProvider one;
    private FakeProvider two;
    private int asked;

    @BeforeEach
    void start(Vertx vertx) {
        bench = new Bench(vertx).clock(clock);
        one = FakeProvider.start(vertx, answer());
        two = FakeProvider.start(vertx, answer());
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private Backend alone() {
        return bench.retries(0).backend(one.url());
    }

    private Backend both() {
        return bench.backend(one.url(), two.url());
    }

    private void each(Script script) {
        one.instead(script);
        two.instead(script);
    }

    private static String breaker(Backend backend) {
        return backend.endpoints().get(0).breaker();
    }

    private Call question(String what) {
        return TestCalls.of(TestCalls.PLAIN.replace("Hi", what + asked++));
    }

    private Call streamed(Caller caller) {
        return TestCalls.of(TestCalls.STREAM.replace("Hi", "s" + asked++), Map.of(), null, caller);
    }

    private void ask(Backend backend, int times) {
        for (int i = 0; i < times; i++) {
            bench.ask(backend, question("q"));
        }
    }

    @CanIgnoreReturnValue
    private Got ask(Backend backend, String tenant, String what) {
        return bench.ask(backend, question(what).from(tenant));
    }

    private void open(Backend backend) {
        one.instead(json(503, "{}"));
        ask(backend, 5);
        assertThat(breaker(backend)).isEqualTo("open");
    }

    @Test
    void f8AStreamThatBreaksOrFallsSilentIsAFailureAndOneThatEndsASuccess() {
        var backend = bench.clock(Clock.system())
                .timeouts(5_000, 5_000, 250, 5_000)
                .retries(0)
                .backend(one.url());
        one.instead(streamHead().then(bytes(deltas("Hi"))).then(Duration.ofMillis(20), cut()));
        bench.ask(backend, streamed(new Caller()));
        one.instead(streamHead().then(bytes(deltas("Hi"))).then(Duration.ofMillis(20), hangUp()));
        bench.ask(backend, streamed(new Caller()));
        one.instead(streamHead().then(bytes(deltas("Hi"))));
        assertThat(bench.ask(backend, streamed(new Caller())).no().reason()).isEqualTo(Reason.UPSTREAM_TIMEOUT);
        assertThat(backend.endpoints().get(0).failures()).isEqualTo(3);
        one.instead(stream(true, "Hi"));
        bench.ask(backend, streamed(new Caller()));
        assertThat(backend.endpoints().get(0).failures()).isZero();
    }

    @Test
    void f8AClientThatLeavesCountsForNothing() {
        var backend = bench.retries(0).failFast().backend(one.url());
        one.instead(streamHead().then(bytes(deltas("Hi"))));
        for (int i = 0; i < 12; i++) {
            leaveAtOnce(backend);
        }
        assertThat(backend.endpoints().get(0).failures()).isZero();
        assertThat(breaker(backend)).isEqualTo("closed");
    }

    private void leaveAtOnce(Backend backend) {
        var caller = new Caller();
        var reply = Bench.await(bench.open(backend, streamed(caller)));
        caller.leave();
        Bench.await(reply.ended());
    }

    @Test
    void f8AProbeWhoseClientLeavesGivesItsSlotBack() {
        var backend = bench.retries(0).failFast().backend(one.url());
        open(backend);
        clock.advance(Duration.ofSeconds(6));
        one.instead(silence());
        one.forget();
        var caller = new Caller();
        var silent = bench.start(backend, streamed(caller));
        one.exchange();
        assertThat(bench.ask(backend, question("q")).no().reason())
                .as("the first probe goes alone")
                .isEqualTo(Reason.UPSTREAM_OPEN);
        caller.leave();
        Bench.await(silent);
        one.instead(streamHead().then(bytes(deltas("Hi"))));
        for (int i = 0; i < 7; i++) {
            leaveAtOnce(backend);
            assertThat(breaker(backend)).isEqualTo("half-open");
        }
        one.instead(answer());
        ask(backend, 3);
        assertThat(breaker(backend)).isEqualTo("closed");
    }

    @Test
    void f14ADeadEndpointOpensAfterFiveFailures() {
        var backend = both();
        one.close();
        while (backend.endpoints().get(0).failures() < 5) {
            assertThat(breaker(backend)).isEqualTo("closed");
            assertThat(bench.ask(backend, TestCalls.plain()).refused()).isNull();
        }
        assertThat(breaker(backend)).isEqualTo("open");
        for (int i = 0; i < 10; i++) {
            assertThat(bench.ask(backend, TestCalls.plain()).servedBy().attempts())
                    .isEqualTo(1);
        }
    }

    @Test
    void f14TheLastEndpointIsUsedThoughItFailsUnlessFailFastIsSet() {
        var backend = alone();
        open(backend);
        ask(backend, 5);
        assertThat(one.requests()).hasSize(10);

        var fast = bench.failFast().backend(one.url());
        open(fast);
        one.forget();
        var refused = ask(fast, "", "q").no();
        assertThat(refused.reason()).isEqualTo(Reason.UPSTREAM_OPEN);
        assertThat(refused.retryAfter()).isBetween(Duration.ofMillis(4_500), Duration.ofSeconds(5));
        assertThat(refused.headers()).containsEntry("x-should-retry", "true");
        assertThat(one.requests()).isEmpty();
    }

    @Test
    void f14HalfOfTheEndpointsAreUsedThoughAllFailUnlessFailFastIsSet() {
        each(json(503, "{}"));
        var backend = bench.retries(0).backend(one.url(), two.url());
        ask(backend, 30);
        assertThat(backend.endpoints()).extracting(EndpointState::breaker).containsOnly("open");
        one.forget();
        two.forget();
        ask(backend, 10);
        assertThat(one.requests().size() + two.requests().size()).isEqualTo(10);

        var fast = bench.failFast().backend(one.url(), two.url());
        ask(fast, 30);
        one.forget();
        two.forget();
        ask(fast, 10);
        assertThat(one.requests().size() + two.requests().size()).isZero();
    }

    @Test
    void f14BadRequestsNeverCount() {
        one.instead(json(400, "{\"error\":{\"message\":\"no\"}}"), json(422, "{\"error\":{\"message\":\"no\"}}"));
        var backend = bench.retries(0).failFast().backend(one.url());
        ask(backend, 30);
        assertThat(one.requests()).hasSize(30);
        assertThat(breaker(backend)).isEqualTo("closed");
        assertThat(backend.endpoints().get(0).failures()).isZero();
    }

    @Test
    void f12WhereAllAreOpenOrAskedForAPauseTheSoonestOfThemIsTold() {
        var backend = bench.failFast().backend(one.url(), two.url());
        two.instead(json(503, "{}"));
        one.instead(answer());
        while (backend.endpoints().get(1).breaker().equals("closed")) {
            bench.ask(backend, question("q"));
        }
        clock.advance(Duration.ofSeconds(2));
        one.instead(json(429, "{}", "retry-after: 30"));
        var soonest = backend.endpoints().get(1).guard().rest();
        assertThat(bench.ask(backend, question("q")).no().retryAfter())
                .as("of a 429")
                .isEqualTo(soonest);
        clock.advance(Duration.ofSeconds(1));
        assertThat(bench.ask(backend, question("q")).no().retryAfter())
                .as("of an open one")
                .isEqualTo(soonest.minusSeconds(1));
    }

    /** S15: a provider is down for a minute; a request every four seconds. */
    @Test
    void f14WhileOneIsDownTheOtherServesAndItIsProbedAboutOncePerInterval() {
        var backend = both();
        one.instead(json(503, "{}"));
        int back = 0;
        for (int second = 0; second <= 90 && back == 0; second += 4) {
            if (second == 60) {
                assertThat(one.requests()).as("5 to open, then probes").hasSizeBetween(5, 5 + 5);
                one.instead(answer());
            }
            var got = bench.ask(backend, question("q"));
            assertThat(got.refused()).isNull();
            back = got.servedBy().endpoint().equals("general#1") ? second : 0;
            clock.advance(Duration.ofSeconds(4));
        }
        assertThat(back).isBetween(60, 90);
    }

    @Test
    void f32OneRequestSentAgainAndAgainEjectsNobody() {
        var backend = both();
        each(ALLERGIC);
        var poison = TestCalls.of(TestCalls.PLAIN.replace("Hi", "poison")).from("acme");
        for (int i = 0; i < 40; i++) {
            bench.ask(backend, poison);
        }
        assertThat(backend.endpoints()).extracting(EndpointState::breaker).containsOnly("closed");
        assertThat(ask(backend, "acme", "good").servedBy().attempts()).isEqualTo(1);
    }

    @Test
    void f32WhereNothingElseIsAskedForAWindowTheSameRequestOpensIt() {
        var backend = bench.retries(0).failFast().backend(one.url());
        one.instead(json(503, "{}"));
        for (int second = 0; second <= 10; second += 2) {
            assertThat(breaker(backend)).isEqualTo("closed");
            bench.ask(backend, TestCalls.plain());
            clock.advance(Duration.ofSeconds(2));
        }
        assertThat(breaker(backend)).isEqualTo("open");
    }

    @Test
    void f32AmongGoodRequestsThePoisonOfTheOnlyTenantEjectsNobody() {
        var backend = bench.retries(0).failFast().backend(one.url());
        one.instead(ALLERGIC);
        var poison = TestCalls.of(TestCalls.PLAIN.replace("Hi", "poison"));
        for (int i = 0; i < 60; i++) {
            bench.ask(backend, i % 10 == 9 ? TestCalls.plain() : poison);
            clock.advance(Duration.ofMillis(900));
        }
        assertThat(breaker(backend)).isEqualTo("closed");
    }

    @Test
    void f32OneTenantsBadRequestsNeverEjectAnEndpointForAnother() {
        var backend = bench.failFast().backend(one.url(), two.url());
        each(ALLERGIC);
        ask(backend, "globex", "good");
        ask(backend, "globex", "good");
        for (int i = 0; i < 60; i++) {
            ask(backend, "acme", "poison");
            if (i % 7 == 0) {
                clock.advance(Duration.ofSeconds(1));
                assertThat(ask(backend, "globex", "good").servedBy().attempts()).isEqualTo(1);
            }
            for (var endpoint : backend.endpoints()) {
                assertThat(endpoint.guard().onlyFor()).isIn(null, "acme");
            }
        }
    }

    @Test
    void f32AnotherTenantWhoComesLaterFindsEveryEndpoint() {
        var backend = bench.failFast().backend(one.url(), two.url());
        each(ALLERGIC);
        for (int i = 0; i < 30; i++) {
            ask(backend, "acme", "poison");
        }
        assertThat(backend.endpoints()).allSatisfy(endpoint -> {
            assertThat(endpoint.breaker()).isEqualTo("open");
            assertThat(endpoint.guard().onlyFor()).isEqualTo("acme");
            assertThat(endpoint.guard().available()).as("Frond stays ready").isTrue();
        });
        assertThat(ask(backend, "acme", "good").no().reason()).isEqualTo(Reason.UPSTREAM_OPEN);
        one.forget();
        two.forget();
        for (int i = 0; i < 20; i++) {
            assertThat(ask(backend, "globex", "good").servedBy().attempts()).isEqualTo(1);
        }
        assertThat(one.requests()).isNotEmpty();
        assertThat(two.requests()).isNotEmpty();
        assertThat(backend.endpoints()).extracting(EndpointState::breaker).containsOnly("closed");
    }

    @Test
    void f32WhereTwoTenantsFailItOpensForAll() {
        var backend = bench.retries(0).failFast().backend(one.url());
        one.instead(json(503, "{}"));
        ask(backend, "globex", "q");
        for (int i = 0; i < 4; i++) {
            assertThat(breaker(backend)).isEqualTo("closed");
            ask(backend, "acme", "q");
        }
        assertThat(breaker(backend)).isEqualTo("open");
        assertThat(backend.endpoints().get(0).guard().onlyFor()).isNull();
        assertThat(ask(backend, "initech", "q").no().reason()).isEqualTo(Reason.UPSTREAM_OPEN);
    }

    @Test
    void f32ATenantWhoFailsWhereAnotherWasSuspectedConfirmsIt() {
        var backend = bench.retries(0).failFast().backend(one.url());
        one.instead(json(503, "{}"));
        for (int i = 0; i < 5; i++) {
            ask(backend, "acme", "q");
        }
        assertThat(backend.endpoints().get(0).guard().onlyFor()).isEqualTo("acme");
        assertThat(ask(backend, "globex", "q").no().reason()).isEqualTo(Reason.UPSTREAM_5XX);
        assertThat(backend.endpoints().get(0).guard().onlyFor()).isNull();
        assertThat(ask(backend, "initech", "q").no().reason()).isEqualTo(Reason.UPSTREAM_OPEN);
    }

    @Test
    void f32AnEndpointThatCannotBeReachedIsEjectedWhoeverAsked() {
        var backend = bench.retries(0).failFast().backend(one.url());
        one.close();
        for (int i = 0; i < 5; i++) {
            bench.ask(backend, TestCalls.plain().from("acme"));
        }
        assertThat(breaker(backend)).isEqualTo("open");
        assertThat(backend.endpoints().get(0).guard().onlyFor()).isNull();
        assertThat(backend.endpoints().get(0).guard().available()).isFalse();
        clock.advance(Duration.ofSeconds(6));
        assertThat(backend.endpoints().get(0).guard().available())
                .as("so that a probe comes")
                .isTrue();
    }

    @Test
    void f21ADrainedEndpointGetsNoNewCallsAndFinishesWhatItHas() {
        var backend = both();
        one.instead(streamHead().then(bytes(deltas("Hi"))));
        two.instead(streamHead().then(bytes(deltas("Hi"))));
        while (one.requests().isEmpty()) {
            var unused = bench.start(backend, streamed(new Caller()));
            Eventually.within(SOON, () -> assertThat(
                            one.requests().size() + two.requests().size())
                    .isEqualTo(asked));
        }
        assertThat(backend.obey("general#1", Order.DRAIN)).get().satisfies(state -> {
            assertThat(state.guard().drained()).isTrue();
            assertThat(state.inflight()).isEqualTo(1);
        });
        two.instead(answer());
        for (int i = 0; i < 20; i++) {
            assertThat(bench.ask(backend, question("q")).servedBy().endpoint()).isEqualTo("general#2");
        }
        one.exchange().chunk(finish() + done()).lastChunk();
        Eventually.within(
                SOON, () -> assertThat(backend.endpoints().get(0).inflight()).isZero());
        assertThat(backend.endpoints().get(0).failures()).isZero();
        one.instead(answer());
        assertThat(backend.obey("general#1", Order.UNDRAIN)).isPresent();
        one.forget();
        ask(backend, 30);
        assertThat(one.requests()).isNotEmpty();
    }

    @Test
    void aBackendTakesOverWhatOperatorsSaidByAddress() {
        var old = both();
        assertThat(old.obey("general#1", Order.DRAIN)).isPresent();
        assertThat(old.obey("general#2", Order.OPEN)).isPresent();
        assertThat(old.obey("general#3", Order.OPEN)).isEmpty();
        var fresh = bench.after(old).backend(two.url(), one.url());
        assertThat(fresh.endpoints().get(0).guard().byHand()).isTrue();
        assertThat(fresh.endpoints().get(0).guard().drained()).isFalse();
        assertThat(fresh.endpoints().get(1).guard().byHand()).isFalse();
        assertThat(fresh.endpoints().get(1).guard().drained()).isTrue();
    }
}
