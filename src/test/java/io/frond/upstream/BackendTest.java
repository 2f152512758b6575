package io.frond.upstream;

import static io.frond.testing.Replies.answer;
import static io.frond.testing.Replies.bytes;
import static io.frond.testing.Replies.cut;
import static io.frond.testing.Replies.deltas;
import static io.frond.testing.Replies.done;
import static io.frond.testing.Replies.finish;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.lastChunk;
import static io.frond.testing.Replies.silence;
import static io.frond.testing.Replies.stream;
import static io.frond.testing.Replies.streamHead;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Call;
import io.frond.model.Caller;
import io.frond.model.Edit;
import io.frond.model.Outcome;
import io.frond.model.Reason;
import io.frond.model.Reply;
import io.frond.model.Span;
import io.frond.testing.FakeClock;
import io.frond.testing.FakeProvider;
import io.frond.testing.FakeProvider.Script;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backend of several endpoints: second tries, breakers, caps, callers who leave. */
@ExtendWith(VertxExtension.class)
class BackendTest {
    private static final Duration AT_ONCE = Duration.ofMillis(250);

    private final FakeClock clock = new FakeClock();
    private Bench bench;
    private FakeProvider one;
    private FakeProvider two;

    @BeforeEach
    void start(Vertx vertx) {
        bench = new Bench(vertx);
        one = FakeProvider.start(vertx, answer());
        two = FakeProvider.start(vertx, answer());
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private Backend both() {
        return bench.backend(one.url(), two.url());
    }

    private void each(Script script) {
        one.instead(script);
        two.instead(script);
    }

    private int requests() {
        return one.requests().size() + two.requests().size();
    }

    @Test
    void anotherEndpointAnswersWhenTheFirstFails() {
        var backend = both();
        one.instead(json(500, "{}"));
        for (int i = 0; i < 8; i++) {
            var got = bench.ask(backend, TestCalls.plain());
            assertThat(got.servedBy().endpoint()).isEqualTo("general#2");
            assertThat(got.servedBy().attempts()).isBetween(1, 2);
        }
        assertThat(one.requests()).isNotEmpty();
    }

    @Test
    void aStreamThatDiesBeforeItsFirstByteIsTriedElsewhere() {
        var backend = both();
        one.instead(streamHead().then(cut()));
        two.instead(stream(true, "Hi"));
        for (int i = 0; i < 6; i++) {
            assertThat(bench.ask(backend, TestCalls.stream()).text()).startsWith(deltas("Hi"));
        }
        assertThat(one.requests()).isNotEmpty();
    }

    @Test
    void aStreamThatHasBegunIsNeverTriedElsewhere() {
        each(streamHead().then(bytes(deltas("Hi"))).then(Duration.ofMillis(30), cut()));
        assertThat(bench.ask(both(), TestCalls.stream()).no().reason()).isEqualTo(Reason.UPSTREAM_PROTOCOL);
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void aSilentEndpointIsTriedOnceAndThenAnother() {
        one.instead(silence());
        var backend = bench.timeouts(300, 300, 300, 5_000).backend(one.url(), two.url());
        for (int i = 0; i < 4; i++) {
            assertThat(bench.ask(backend, TestCalls.plain()).servedBy().endpoint())
                    .isEqualTo("general#2");
        }
    }

    @Test
    void noEndpointIsAskedTwiceWhereThereAreSeveral() {
        each(json(503, "{}"));
        var got = bench.ask(both(), TestCalls.plain());
        assertThat(requests()).isEqualTo(2);
        assertThat(got.no().reason()).isEqualTo(Reason.UPSTREAM_5XX);
        assertThat(got.servedBy().attempts()).isEqualTo(2);
        assertThat(got.no().headers()).containsEntry("x-should-retry", "false");
    }

    @Test
    void aBadRequestIsNotTriedElsewhere() {
        each(json(400, "{\"error\":{\"message\":\"no\"}}"));
        assertThat(bench.ask(both(), TestCalls.plain()).answer().head().status())
                .isEqualTo(400);
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void theOnlyEndpointIsAskedAgainAfterAPause() {
        one.instead(json(500, "{}"), cut(), answer());
        var got = bench.ask(bench.backend(one.url()), TestCalls.plain());
        assertThat(got.servedBy().attempts()).isEqualTo(3);
    }

    @Test
    void theOnlyEndpointIsNotAskedSoonerThanItWished(Vertx vertx) {
        one.instead(json(429, "{}", "retry-after-ms: 400"), answer());
        long began = System.nanoTime();
        assertThat(bench.ask(bench.backend(one.url()), TestCalls.plain())
                        .servedBy()
                        .attempts())
                .isEqualTo(2);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(400));
    }

    @Test
    void aLongWishIsHandedOnAtOnceAndKept() {
        one.instead(json(429, "{}", "retry-after: 20"));
        var backend = bench.clock(clock).backend(one.url());
        assertThat(bench.ask(backend, TestCalls.plain()).no().retryAfter()).isEqualTo(Duration.ofSeconds(20));
        clock.advance(Duration.ofSeconds(5));
        assertThat(bench.ask(backend, TestCalls.plain()).no().retryAfter()).isEqualTo(Duration.ofSeconds(15));
        assertThat(one.requests()).hasSize(1);
        clock.advance(Duration.ofSeconds(15));
        one.instead(answer());
        assertThat(bench.ask(backend, TestCalls.plain()).refused()).isNull();
    }

    @Test
    void noTryBeginsWithTooLittleTimeLeft() {
        each(json(500, "{}"));
        bench.ask(both(), TestCalls.plain(Duration.ofMillis(150)));
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void aBackendThatFailsIsNotHitManyTimesOver() {
        each(json(500, "{}"));
        var backend = bench.clock(clock).consecutive(1_000).backend(one.url(), two.url());
        for (int i = 0; i < 9; i++) {
            bench.ask(backend, TestCalls.plain());
        }
        assertThat(requests()).as("9 requests, 9 of the first second's tries").isEqualTo(18);
        for (int i = 0; i < 50; i++) {
            bench.ask(backend, TestCalls.plain());
        }
        assertThat(requests()).isBetween(59 + 10, 59 + 24);
    }

    @Test
    void trafficLeavesABrokenEndpointAndComesBackByItself() {
        var backend = bench.clock(clock).consecutive(3).backend(one.url(), two.url());
        one.instead(cut());
        for (int i = 0; i < 20; i++) {
            assertThat(bench.ask(backend, TestCalls.plain()).refused()).isNull();
        }
        assertThat(backend.endpoints().get(0).breaker()).isEqualTo("open");
        int whileOpen = one.requests().size();
        for (int i = 0; i < 10; i++) {
            assertThat(bench.ask(backend, TestCalls.plain()).servedBy().attempts())
                    .isEqualTo(1);
        }
        assertThat(one.requests()).hasSize(whileOpen);
        one.instead(answer());
        clock.advance(Duration.ofSeconds(6));
        for (int i = 0; i < 30; i++) {
            assertThat(bench.ask(backend, TestCalls.plain()).refused()).isNull();
        }
        assertThat(backend.endpoints()).extracting(EndpointState::breaker).containsOnly("closed");
        assertThat(one.requests().size()).isGreaterThan(whileOpen + 3);
    }

    @Test
    void moreThanTheCapIsRefusedAndTheRoomComesBackAtTheEndOfTheStream() {
        var backend = bench.inflight(1).backend(one.url());
        one.instead(streamHead().then(bytes(deltas("Hi"))));
        var caller = new Caller();
        var first = Bench.await(bench.open(backend, TestCalls.stream(caller)));
        assertThat(backend.endpoints().get(0).inflight()).isEqualTo(1);
        assertThat(bench.ask(backend, TestCalls.stream()).no().reason()).isEqualTo(Reason.SHED);
        caller.leave();
        assertThat(Bench.await(first.ended()).outcome()).isEqualTo(Outcome.IGNORED);
        one.instead(stream(true, "Hi"));
        assertThat(bench.ask(backend, TestCalls.stream()).refused()).isNull();
        assertThat(backend.endpoints().get(0).inflight()).isZero();
    }

    @Test
    void aCallThatCannotEvenBeWrittenGivesBackItsPlace() {
        var backend = bench.inflight(1).backend(one.url());
        one.instead(answer());
        var overlapping = List.of(new Edit(new Span(0, 9), Buffer.buffer()), new Edit(new Span(3, 5), Buffer.buffer()));
        var plain = TestCalls.plain();
        var broken = new Call(plain.ask(), plain.route(), overlapping, List.of(), List.of());
        assertThat(bench.open(backend, broken).toCompletionStage().toCompletableFuture())
                .failsWithin(Duration.ofSeconds(5));
        assertThat(backend.endpoints().get(0).inflight()).isZero();
        assertThat(bench.ask(backend, TestCalls.plain()).answer().head().status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCallerWhoLeavesBeforeTheAnswerBreaksTheRequestOff(boolean streamed) {
        one.instead(silence());
        var caller = new Caller();
        var got = bench.start(bench.backend(one.url()), streamed ? TestCalls.stream(caller) : TestCalls.plain(caller));
        var exchange = one.exchange();
        caller.leave();
        assertThat(exchange.closed().toCompletionStage().toCompletableFuture()).succeedsWithin(AT_ONCE);
        assertThat(Bench.await(got).no().reason()).isEqualTo(Reason.CALLER_CANCELLED);
    }

    @Test
    void aCallerWhoLeavesWithinTheStreamBreaksItOff() {
        one.instead(streamHead().then(bytes(deltas("Hi"))));
        var caller = new Caller();
        var backend = bench.backend(one.url());
        var reply = Bench.await(bench.open(backend, TestCalls.stream(caller)));
        caller.leave();
        assertThat(one.exchange().closed().toCompletionStage().toCompletableFuture())
                .succeedsWithin(AT_ONCE);
        assertThat(Bench.await(reply.ended()).reason()).isEqualTo(Reason.CALLER_CANCELLED);
        assertThat(backend.endpoints().get(0).failures()).isZero();
    }

    @Test
    void aCallerWhoLeavesBetweenTriesEndsThem() {
        one.instead(json(429, "{}", "retry-after: 3"));
        var caller = new Caller();
        var got = bench.start(bench.backend(one.url()), TestCalls.plain(caller));
        one.exchange();
        caller.leave();
        assertThat(Bench.await(got).no().reason()).isEqualTo(Reason.CALLER_CANCELLED);
        assertThat(one.requests()).hasSize(1);
    }

    @Test
    void aReaderWhoPausesStopsTheProviderAndIsNotTakenForSilence(Vertx vertx) {
        var piece = deltas("x".repeat(60_000));
        one.instead(streamHead().then(exchange -> flood(exchange, piece, new AtomicInteger(300))));
        var backend = bench.timeouts(5_000, 5_000, 200, 20_000).backend(one.url());
        var reply = (Reply.Streamed) Bench.await(bench.open(backend, TestCalls.stream()));
        var exchange = one.exchange();
        var seen = new AtomicInteger();
        vertx.runOnContext(nothing ->
                reply.bytes().handler(b -> seen.addAndGet(b.length())).fetch(1));
        Bench.await(fullFor(vertx, exchange, 15));
        assertThat(exchange.full()).as("the provider is held back").isTrue();
        assertThat(seen.get()).isLessThan(2_000_000);
        assertThat(reply.ended().isComplete())
                .as("though silent for longer than the limit")
                .isFalse();
        var ended = reply.ended();
        vertx.runOnContext(nothing -> reply.bytes().resume());
        assertThat(Bench.await(ended).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(seen.get()).isGreaterThan(300 * 60_000);
    }

    /** Looks every 20 ms until the provider could not send for so many times in a row. */
    private static Future<Void> fullFor(Vertx vertx, FakeProvider.Exchange exchange, int times) {
        var seen = new AtomicInteger();
        return Future.future(held -> vertx.setPeriodic(20, timer -> {
            if (exchange.full() ? seen.incrementAndGet() == times : seen.getAndSet(0) < 0) {
                vertx.cancelTimer(timer);
                held.complete();
            }
        }));
    }

    private static void flood(FakeProvider.Exchange exchange, String piece, AtomicInteger left) {
        if (left.getAndDecrement() == 0) {
            exchange.chunk(finish() + done()).lastChunk();
        } else if (exchange.full()) {
            left.incrementAndGet();
            exchange.later(Duration.ofMillis(5), () -> flood(exchange, piece, left));
        } else {
            exchange.chunk(Buffer.buffer(piece)).later(Duration.ofMillis(1), () -> flood(exchange, piece, left));
        }
    }

    @Test
    void equalEndpointsShareTheLoadAndConnectionsAreUsedAgain() {
        var backend = both();
        for (int round = 0; round < 20; round++) {
            List<Future<Bench.Got>> running = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                running.add(bench.start(backend, TestCalls.plain()));
            }
            running.forEach(Bench::await);
        }
        assertThat(one.requests().size()).isBetween(50, 150);
        assertThat(one.connections()).isLessThanOrEqualTo(10);
    }

    @Test
    void countsWhatHappened() {
        one.instead(json(500, "{}"), answer());
        bench.ask(bench.backend(one.url()), TestCalls.plain());
        assertThat(count("upstream_5xx")).isEqualTo(1);
        assertThat(count("succeeded")).isEqualTo(1);
        assertThat(bench.meters.get("frond.upstream.first.byte").timer().count())
                .isEqualTo(1);
        assertThat(bench.meters
                        .get("frond.breaker.state")
                        .tag("state", "closed")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    private double count(String outcome) {
        return bench.meters
                .get("frond.upstream.requests")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void aReloadedBackendsFiguresReplaceTheOldOnes() {
        var old = bench.backend(one.url());
        var fresh = bench.backend(one.url());
        Bench.await(old.close());
        assertThat(bench.meters.find("frond.endpoint.inflight").gauges()).hasSize(1);
        Bench.await(fresh.close());
        assertThat(bench.meters.find("frond.endpoint.inflight").gauges()).isEmpty();
    }

    @Test
    void closingLetsARunningStreamFinish() {
        one.instead(streamHead()
                .then(bytes(deltas("Hi")))
                .then(Duration.ofMillis(150), bytes(finish() + done()))
                .then(Duration.ofMillis(200), lastChunk()));
        var backend = bench.backend(one.url());
        var got = bench.start(backend, TestCalls.stream());
        one.exchange();
        var closed = backend.close();
        assertThat(Set.of(Bench.await(got).end().outcome())).containsExactly(Outcome.SUCCEEDED);
        Bench.await(closed);
    }
}
