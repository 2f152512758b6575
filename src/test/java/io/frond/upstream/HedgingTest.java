package io.frond.upstream;

import static io.frond.testing.Replies.answer;
import static io.frond.testing.Replies.bytes;
import static io.frond.testing.Replies.deltas;
import static io.frond.testing.Replies.done;
import static io.frond.testing.Replies.finish;
import static io.frond.testing.Replies.lastChunk;
import static io.frond.testing.Replies.silence;
import static io.frond.testing.Replies.stream;
import static io.frond.testing.Replies.streamHead;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.BackendConfig;
import io.frond.model.Ask;
import io.frond.model.Call;
import io.frond.model.Caller;
import io.frond.model.Operation;
import io.frond.model.Outcome;
import io.frond.model.Reason;
import io.frond.testing.FakeClock;
import io.frond.testing.FakeProvider;
import io.frond.testing.FakeProvider.Exchange;
import io.frond.testing.FakeProvider.Script;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** F13: slow tries are joined by a second one at another endpoint. */
@ExtendWith(VertxExtension.class)
class HedgingTest {
    private static final Duration AT_ONCE = Duration.ofMillis(250);
    private static final BackendConfig.Retry ON = new BackendConfig.Retry(2, 0.2, Duration.ofSeconds(5), true);

    private Bench bench;
    private FakeProvider one;
    private FakeProvider two;
    /** The one that was asked first, lately. */
    private final AtomicReference<Exchange> slow = new AtomicReference<>();

    @BeforeEach
    void start(Vertx vertx) {
        bench = new Bench(vertx).retry(ON);
        one = FakeProvider.start(vertx, answer());
        two = FakeProvider.start(vertx, answer());
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    /**
     * A backend that knows how long its endpoints take, and is connected to both. It has learnt without hedging, as
     * only one could be asked at a time: a try that lost would still be on its way.
     */
    private Backend learnt(Call call, Script good) {
        var backend = bench.backend(one.url(), two.url());
        both(good);
        for (var resting : backend.endpoints()) {
            assertThat(backend.obey(resting.name(), Order.DRAIN)).isPresent();
            for (int i = 0; i < 15; i++) {
                bench.ask(backend, call);
            }
            assertThat(backend.obey(resting.name(), Order.UNDRAIN)).isPresent();
        }
        one.forget();
        two.forget();
        return backend;
    }

    private void both(Script script) {
        one.instead(script);
        two.instead(script);
    }

    /** Whichever is asked first plays the first script. */
    private void inTurn(Script first, Script second) {
        var asked = new AtomicInteger();
        both(exchange -> {
            boolean isFirst = asked.getAndIncrement() == 0;
            if (isFirst) {
                slow.set(exchange);
            }
            (isFirst ? first : second).play(exchange);
        });
    }

    private int requests() {
        return one.requests().size() + two.requests().size();
    }

    private double hedges(String winner) {
        return bench.meters.get("frond.hedges").tag("winner", winner).counter().count();
    }

    @Test
    void f13ASlowTryIsJoinedByASecondWhoseAnswerPasses() {
        var backend = learnt(TestCalls.plain(), answer());
        inTurn(silence(), answer());
        var got = bench.ask(backend, TestCalls.plain());
        assertThat(got.answer().head().status()).isEqualTo(200);
        assertThat(got.servedBy().attempts()).isEqualTo(2);
        assertThat(Objects.requireNonNull(slow.get())
                        .closed()
                        .toCompletionStage()
                        .toCompletableFuture())
                .as("the loser is broken off")
                .succeedsWithin(AT_ONCE);
        assertThat(requests()).isEqualTo(2);
        assertThat(hedges("second")).isEqualTo(1);
        assertThat(backend.endpoints()).extracting(EndpointState::failures).containsOnly(0);
        assertThat(backend.endpoints()).extracting(EndpointState::inflight).containsOnly(0);
    }

    @Test
    void f13OfTwoStreamsTheFirstToBeginPassesWhole() {
        var good = stream(true, "Hi");
        var backend = learnt(TestCalls.stream(), good);
        var late = streamHead()
                .then(
                        Duration.ofMillis(120),
                        bytes(deltas("first") + finish() + done()).then(lastChunk()));
        inTurn(late, silence());
        var got = bench.ask(backend, TestCalls.stream());
        assertThat(got.text()).isEqualTo(deltas("first") + finish() + done());
        assertThat(got.end().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(hedges("first")).isEqualTo(1);
        assertThat(requests()).isEqualTo(2);
        assertThat(backend.endpoints()).extracting(EndpointState::inflight).containsOnly(0);
    }

    @Test
    void f13IsOffUnlessAskedFor() {
        bench.retry(new BackendConfig.Retry(2, 0.2)).timeouts(400, 400, 400, 9_000);
        var backend = learnt(TestCalls.plain(), answer());
        inTurn(exchange -> exchange.later(Duration.ofMillis(200), () -> answer().play(exchange)), answer());
        assertThat(bench.ask(backend, TestCalls.plain()).servedBy().attempts()).isEqualTo(1);
    }

    @Test
    void f13NothingIsSlowBeforeEnoughWasSeen() {
        var backend = bench.backend(one.url(), two.url());
        both(exchange -> exchange.later(Duration.ofMillis(100), () -> answer().play(exchange)));
        for (int i = 0; i < 3; i++) {
            assertThat(bench.ask(backend, TestCalls.plain()).servedBy().attempts())
                    .isEqualTo(1);
        }
    }

    @Test
    void f13TheOnlyEndpointIsNeverAskedTwiceAtATime() {
        var backend = bench.backend(one.url());
        for (int i = 0; i < 30; i++) {
            bench.ask(backend, TestCalls.plain());
        }
        one.forget();
        one.instead(exchange -> exchange.later(Duration.ofMillis(200), () -> answer().play(exchange)));
        bench.ask(backend, TestCalls.plain());
        assertThat(one.requests()).hasSize(1);
    }

    @Test
    void f13ARequestThatMayNotBeMadeTwiceIsNot() {
        var backend = learnt(TestCalls.plain(), answer());
        inTurn(exchange -> exchange.later(Duration.ofMillis(200), () -> answer().play(exchange)), answer());
        var plain = TestCalls.plain().ask();
        var upload = new Ask(
                "req-2",
                Operation.post("/files", Operation.Kind.OTHER),
                plain.body(),
                plain.fields(),
                plain.wishes(),
                plain.headers(),
                plain.caller());
        bench.ask(backend, TestCalls.plain().asking(upload));
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void f11HedgesDrawFromTheRetryBudget() {
        bench.retry(new BackendConfig.Retry(2, 0, Duration.ofSeconds(5), true)).clock(new FakeClock());
        var backend = learnt(TestCalls.plain(), answer());
        for (int i = 0; i < 10; i++) {
            inTurn(silence(), answer());
            bench.ask(backend, TestCalls.plain());
        }
        one.forget();
        two.forget();
        inTurn(exchange -> exchange.later(Duration.ofMillis(200), () -> answer().play(exchange)), answer());
        bench.ask(backend, TestCalls.plain());
        assertThat(requests()).as("the first second's ten were used").isEqualTo(1);
    }

    @Test
    void f13ACallerWhoLeavesEndsBoth() {
        var backend = learnt(TestCalls.plain(), answer());
        both(silence());
        var caller = new Caller();
        var got = bench.start(backend, TestCalls.plain(caller));
        var exchanges = List.of(one.exchange(), two.exchange());
        caller.leave();
        for (var exchange : exchanges) {
            assertThat(exchange.closed().toCompletionStage().toCompletableFuture())
                    .succeedsWithin(AT_ONCE);
        }
        assertThat(Bench.await(got).no().reason()).isEqualTo(Reason.CALLER_CANCELLED);
    }

    @Test
    void f13WhenTheFirstFailsTheSecondStillAnswers() {
        var backend = learnt(TestCalls.plain(), answer());
        inTurn(
                exchange -> exchange.later(Duration.ofMillis(150), exchange::cut),
                exchange -> exchange.later(Duration.ofMillis(300), () -> answer().play(exchange)));
        var got = bench.ask(backend, TestCalls.plain());
        assertThat(got.answer().head().status()).isEqualTo(200);
        assertThat(requests()).isEqualTo(2);
    }
}
