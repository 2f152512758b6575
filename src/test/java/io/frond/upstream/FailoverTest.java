package io.frond.upstream;

import static io.frond.testing.Replies.answer;
import static io.frond.testing.Replies.bytes;
import static io.frond.testing.Replies.cut;
import static io.frond.testing.Replies.deltas;
import static io.frond.testing.Replies.done;
import static io.frond.testing.Replies.finish;
import static io.frond.testing.Replies.hangUp;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.lastChunk;
import static io.frond.testing.Replies.reply;
import static io.frond.testing.Replies.silence;
import static io.frond.testing.Replies.stream;
import static io.frond.testing.Replies.streamHead;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.BackendConfig;
import io.frond.model.Reason;
import io.frond.testing.FakeClock;
import io.frond.testing.FakeProvider;
import io.frond.testing.FakeProvider.Script;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The promises about tries before the first byte, line by line. */
@ExtendWith(VertxExtension.class)
class FailoverTest {
    private final List<FakeProvider> providers = new ArrayList<>();
    private Vertx vertx;
    private Bench bench;

    @BeforeEach
    void start(Vertx loops) {
        vertx = loops;
        bench = new Bench(loops);
    }

    @AfterEach
    void stop() {
        providers.forEach(FakeProvider::close);
    }

    private FakeProvider provider(Script... scripts) {
        var provider = FakeProvider.start(vertx, scripts);
        providers.add(provider);
        return provider;
    }

    private int requests() {
        return providers.stream().mapToInt(one -> one.requests().size()).sum();
    }

    static Stream<Script> faultsBeforeTheFirstByte() {
        return Stream.of(
                cut(),
                hangUp(),
                json(500, "{}"),
                json(502, "{}"),
                json(503, "{}"),
                json(504, "{}"),
                json(529, "{}"),
                exchange -> exchange.send("garbage that is not HTTP\r\n\r\n"),
                reply(200, "text/html", "<html>"),
                streamHead().then(cut()),
                streamHead().then(lastChunk()));
    }

    @ParameterizedTest
    @MethodSource("faultsBeforeTheFirstByte")
    void f3AFaultBeforeTheFirstByteIsMadeGoodByTheNextEndpoint(Script fault) {
        var sick = provider(fault);
        var backend = bench.backend(sick.url(), provider(stream(true, "Hi")).url());
        while (sick.requests().isEmpty()) {
            var got = bench.ask(backend, TestCalls.stream());
            assertThat(got.text()).startsWith(deltas("Hi"));
            assertThat(got.servedBy().endpoint()).isEqualTo("general#2");
            assertThat(got.servedBy().attempts()).isEqualTo(1 + sick.requests().size());
        }
    }

    @Test
    void f3AnEndpointThatCannotBeReachedIsMadeGoodByTheNext() {
        var closed = provider(answer());
        var url = closed.url();
        closed.close();
        var backend = bench.backend(url, provider(answer()).url());
        for (int i = 0; i < 4; i++) {
            assertThat(bench.ask(backend, TestCalls.plain()).servedBy().endpoint())
                    .isEqualTo("general#2");
        }
    }

    @Test
    void f3AtMostTwoExtraTriesAreMadeHoweverManyEndpointsThereAre() {
        var urls =
                Stream.generate(() -> provider(json(503, "{}")).url()).limit(5).toArray(URI[]::new);
        var got = bench.ask(bench.backend(urls), TestCalls.plain());
        assertThat(requests()).isEqualTo(3);
        assertThat(got.servedBy().attempts()).isEqualTo(3);
    }

    @Test
    void theOnlyEndpointThatTakesCallsIsAskedAgainThoughItHasSiblings() {
        var down = provider(cut());
        var flaky = provider(answer());
        var backend = bench.consecutive(1).clock(new FakeClock()).backend(down.url(), flaky.url());
        while (!backend.endpoints().get(0).breaker().equals("open")) {
            bench.ask(backend, TestCalls.plain());
        }
        flaky.instead(json(429, "{}"), answer());
        down.forget();
        flaky.forget();
        var got = bench.ask(backend, TestCalls.plain());
        assertThat(got.servedBy().attempts()).isEqualTo(2);
        assertThat(flaky.requests()).hasSize(2);
        assertThat(down.requests()).isEmpty();
    }

    @Test
    void f9AfterTheFirstTimeoutTheSilentEndpointIsNotAskedAgain() {
        var silent = provider(silence());
        var got = bench.ask(bench.timeouts(300, 300, 5_000, 9_000).backend(silent.url()), TestCalls.stream());
        assertThat(got.no().reason()).isEqualTo(Reason.UPSTREAM_TIMEOUT);
        assertThat(silent.requests()).hasSize(1);
    }

    @Test
    void f9TheLastTryMayUseWhatRemainsOfTheRequestsTime() {
        var slow = streamHead()
                .then(
                        Duration.ofMillis(900),
                        bytes(deltas("Hi") + finish() + done()).then(lastChunk()));
        var one = provider(slow);
        var two = provider(slow);
        var backend = bench.timeouts(400, 400, Duration.ofSeconds(4)).backend(one.url(), two.url());
        var got = bench.ask(backend, TestCalls.stream());
        assertThat(got.text()).startsWith(deltas("Hi"));
        assertThat(got.servedBy().attempts()).isEqualTo(2);
    }

    @Test
    void f9TheTimeOfARequestIsBoundedOverAllItsTries() {
        var one = provider(silence());
        var two = provider(silence());
        var backend = bench.timeouts(400, 400, Duration.ofMillis(900)).backend(one.url(), two.url());
        long began = System.nanoTime();
        assertThat(bench.ask(backend, TestCalls.plain()).no().reason()).isEqualTo(Reason.UPSTREAM_TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(800), Duration.ofMillis(1_900));
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void f10TheClientsTimeCapsAllTriesTogether() {
        var one = provider(silence());
        var two = provider(silence());
        var backend = bench.timeouts(500, 500, Duration.ofSeconds(9)).backend(one.url(), two.url());
        long began = System.nanoTime();
        var got = bench.ask(backend, TestCalls.plain(Duration.ofMillis(900)));
        assertThat(got.no().param()).isEqualTo("x-request-timeout-ms");
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(800), Duration.ofMillis(1_900));
    }

    @Test
    void f10NoTryBeginsWithLessThanAFifthOfASecondLeft() {
        var one = provider(exchange -> exchange.later(Duration.ofMillis(350), exchange::cut));
        var two = provider(exchange -> exchange.later(Duration.ofMillis(350), exchange::cut));
        bench.ask(bench.backend(one.url(), two.url()), TestCalls.plain(Duration.ofMillis(500)));
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void f12AnotherEndpointIsAskedAtOnceThoughTheFirstWishesToRest() {
        var limited = provider(json(429, "{}", "retry-after: 90"));
        var backend = bench.backend(limited.url(), provider(answer()).url());
        for (int i = 0; i < 12; i++) {
            assertThat(bench.ask(backend, TestCalls.plain()).servedBy().endpoint())
                    .isEqualTo("general#2");
        }
        assertThat(limited.requests()).as("not sooner than it wished").hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void f12AWaitOfMoreThanAMinuteIsHandedOnAtOnce() {
        var limited = provider(json(429, "{}", "retry-after: 120"));
        var refused = bench.ask(bench.backend(limited.url()), TestCalls.plain()).no();
        assertThat(refused.reason()).isEqualTo(Reason.UPSTREAM_RATE);
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofMinutes(2));
        assertThat(refused.headers()).as("F33").containsEntry("x-should-retry", "false");
        assertThat(limited.requests()).hasSize(1);
    }

    @Test
    void f12AWaitBeyondTheDeadlineIsHandedOnAtOnce() {
        var limited = provider(json(429, "{}", "retry-after: 3"));
        var refused = bench.ask(bench.backend(limited.url()), TestCalls.plain(Duration.ofSeconds(2)))
                .no();
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(refused.headers()).as("F33").containsEntry("x-should-retry", "true");
        assertThat(limited.requests()).hasSize(1);
    }

    @Test
    void f12AWishThatIsExactlyTheLongestWaitIsGranted() {
        var limited = provider(json(429, "{}", "retry-after-ms: 300"), answer());
        var backend = bench.retry(new BackendConfig.Retry(2, 0.2, Duration.ofMillis(300), false))
                .backend(limited.url());
        assertThat(bench.ask(backend, TestCalls.plain()).servedBy().attempts()).isEqualTo(2);
    }

    @Test
    void f12RequestsThatComeWhileTheOnlyEndpointRestsWaitForItsEnd() {
        var limited = provider(json(429, "{}", "retry-after-ms: 600"), answer());
        var backend = bench.backend(limited.url());
        long began = System.nanoTime();
        var first = bench.start(backend, TestCalls.plain());
        Objects.requireNonNull(limited.exchange());
        Bench.await(bench.start(backend, TestCalls.plain()));
        assertThat(Bench.await(first).refused()).isNull();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(600));
        assertThat(limited.requests()).hasSizeBetween(3, 4);
    }

    @Test
    void s01AShortWishIsWaitedFor() {
        var limited = provider(json(429, "{}", "retry-after: 1"), stream(true, "Hi"));
        long began = System.nanoTime();
        var got = bench.ask(bench.backend(limited.url()), TestCalls.stream());
        assertThat(got.servedBy().attempts()).isEqualTo(2);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofSeconds(1), Duration.ofMillis(2_500));
    }

    @Test
    void aWishOfNothingIsNoLeaveToHurry() {
        var limited = provider(json(429, "{}", "retry-after: 0"));
        long began = System.nanoTime();
        bench.ask(bench.backend(limited.url()), TestCalls.plain());
        assertThat(limited.requests()).hasSize(3);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(150));
    }

    @Test
    void f33AfterItsOwnTriesFrondAsksTheClientToMakeNone() {
        var sick = provider(json(500, "{}"));
        assertThat(bench.ask(bench.backend(sick.url()), TestCalls.plain()).no().headers())
                .isEqualTo(Map.of("x-should-retry", "false"));
        assertThat(sick.requests()).hasSize(3);
    }

    static Stream<Script> refusalsOfTheRequest() {
        return Stream.of(
                json(405, "{\"error\":{\"message\":\"no\"}}"),
                json(415, "{\"error\":{\"message\":\"no\"}}"),
                json(451, "{\"error\":{\"message\":\"no\"}}"),
                reply(413, "text/html", "<html>too large</html>"),
                reply(400, "text/html", "<html>bad</html>"));
    }

    @ParameterizedTest
    @MethodSource("refusalsOfTheRequest")
    void aRefusalOfTheRequestIsNobodysFailureAndNotTriedAgain(Script refusal) {
        var provider = provider(refusal);
        var backend = bench.backend(provider.url());
        bench.ask(backend, TestCalls.plain());
        assertThat(provider.requests()).hasSize(1);
        assertThat(backend.endpoints().get(0).failures()).isZero();
    }
}
