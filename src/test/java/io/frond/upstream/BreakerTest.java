package io.frond.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.frond.config.BackendConfig;
import io.frond.model.Ending;
import io.frond.model.Head;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.model.Usage;
import io.frond.testing.FakeClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final BackendConfig.Breaker RULES =
            new BackendConfig.Breaker(0.5, 5, Duration.ofSeconds(10), 10, Duration.ofSeconds(5), 3);

    private final FakeClock clock = new FakeClock();
    private final Fleet fleet = new Fleet();
    private Future<Reply> answer = good();
    private int calls;

    private final Upstream endpoint = call -> {
        calls++;
        return answer;
    };
    private final Breaker breaker = breaker("e#1");
    private final Breaker sibling = breaker("e#2");

    private Breaker breaker(String name) {
        return new Breaker(endpoint, new Breaker.Place("e", name, fleet), RULES, clock, new Random(1));
    }

    private static Future<Reply> good() {
        return Future.succeededFuture(new Reply.Whole(
                new Head(200, Map.of()), Buffer.buffer(), Ending.succeeded(Usage.UNKNOWN, "stop"), null));
    }

    private static Future<Reply> bad(Reason reason) {
        return Future.failedFuture(Refused.of(reason, "no"));
    }

    private static Future<Reply> stream(Future<Ending> ended) {
        return Future.succeededFuture(new Reply.Streamed(new Head(200, Map.of()), new Feed(() -> {}), ended, null));
    }

    @CanIgnoreReturnValue
    private Future<Reply> call(Future<Reply> outcome) {
        answer = outcome;
        return breaker.call(TestCalls.plain());
    }

    private void call(int times, Future<Reply> outcome) {
        for (int i = 0; i < times; i++) {
            call(outcome);
        }
    }

    private void open() {
        call(5, bad(Reason.UPSTREAM_5XX));
        assertThat(breaker.state()).isEqualTo("open");
    }

    private void pauseOver() {
        clock.advance(Duration.ofSeconds(6));
    }

    @Test
    void opensAfterSoManyFailuresInARow() {
        call(4, bad(Reason.UPSTREAM_TIMEOUT));
        assertThat(breaker.state()).isEqualTo("closed");
        call(bad(Reason.UPSTREAM_CONNECT));
        assertThat(breaker.state()).isEqualTo("open");
        assertThat(breaker.isReady()).isFalse();
    }

    @Test
    void aSuccessBetweenStartsTheRowAnew() {
        call(4, bad(Reason.UPSTREAM_5XX));
        call(good());
        call(4, bad(Reason.UPSTREAM_5XX));
        assertThat(breaker.state()).isEqualTo("closed");
        assertThat(breaker.failuresInARow()).isEqualTo(4);
    }

    @Test
    void opensByTheShareOfFailures() {
        for (int i = 0; i < 4; i++) {
            call(good());
            call(bad(Reason.UPSTREAM_5XX));
        }
        assertThat(breaker.state()).isEqualTo("closed");
        call(good());
        call(bad(Reason.UPSTREAM_5XX));
        assertThat(breaker.state()).isEqualTo("open");
    }

    @Test
    void failuresOutsideTheWindowAreForgotten() {
        for (int i = 0; i < 9; i++) {
            call(bad(Reason.UPSTREAM_5XX));
            if (i % 3 == 0) {
                call(good());
            }
            clock.advance(Duration.ofSeconds(11));
        }
        assertThat(breaker.state()).isEqualTo("closed");
    }

    @Test
    void refusesWhileOpenAndTellsHowLong() {
        open();
        int before = calls;
        var refused = (Refused) call(good()).cause();
        assertThat(calls).isEqualTo(before);
        assertThat(refused.reason()).isEqualTo(Reason.UPSTREAM_OPEN);
        assertThat(refused.retryAfter()).isBetween(Duration.ofMillis(4_500), Duration.ofSeconds(5));
    }

    @Test
    void onlyTheEndpointsOwnFaultCounts() {
        call(20, bad(Reason.CALLER_CANCELLED));
        call(20, bad(Reason.UPSTREAM_RATE));
        call(
                20,
                Future.failedFuture(Refused.of(Reason.UPSTREAM_TIMEOUT, "yours").at(Deadline.WISH)));
        call(20, Future.failedFuture(new IllegalStateException("a bug")));
        call(20, stream(Future.succeededFuture(Ending.left(Usage.UNKNOWN))));
        assertThat(breaker.state()).isEqualTo("closed");
        assertThat(breaker.failuresInARow()).isZero();
    }

    @Test
    void aStreamCountsAtItsEnd() {
        for (int i = 0; i < 5; i++) {
            var ended = Promise.<Ending>promise();
            call(stream(ended.future()));
            assertThat(breaker.failuresInARow()).isEqualTo(i);
            ended.complete(Ending.failed(Reason.UPSTREAM_PROTOCOL, Usage.UNKNOWN));
        }
        assertThat(breaker.state()).isEqualTo("open");
    }

    @Test
    void letsProbesThroughAfterThePauseAndClosesWhenTheySucceed() {
        open();
        clock.advance(Duration.ofSeconds(4));
        assertThat(breaker.isReady()).isFalse();
        pauseOver();
        assertThat(breaker.isReady()).isTrue();
        call(good());
        assertThat(breaker.state()).isEqualTo("half-open");
        call(2, good());
        assertThat(breaker.state()).isEqualTo("closed");
        assertThat(breaker.failuresInARow()).isZero();
    }

    @Test
    void aFailedProbeOpensAgainForTwiceAsLongUpToAMinute() {
        open();
        long pause = 5;
        for (int i = 0; i < 6; i++) {
            clock.advance(Duration.ofSeconds(Math.min(60, pause)));
            call(bad(Reason.UPSTREAM_5XX));
            assertThat(breaker.state()).isEqualTo("open");
            pause *= 2;
            clock.advance(Duration.ofSeconds(Math.min(60, pause) * 8 / 10));
            assertThat(breaker.isReady()).isFalse();
            clock.advance(Duration.ofSeconds(-Math.min(60, pause) * 8 / 10));
        }
        clock.advance(Duration.ofSeconds(60));
        assertThat(breaker.isReady()).isTrue();
    }

    @Test
    void atMostSoManyProbesAtOnceAndACallerWhoLeavesGivesTheSlotBack() {
        open();
        pauseOver();
        var pending = Promise.<Ending>promise();
        call(3, stream(pending.future()));
        assertThat(breaker.isReady()).isFalse();
        assertThat(call(good()).failed()).isTrue();
        pending.complete(Ending.left(Usage.UNKNOWN));
        assertThat(breaker.isReady()).isTrue();
        call(3, good());
        assertThat(breaker.state()).isEqualTo("closed");
    }

    @Test
    void aStreamFromBeforeIsNoProbe() {
        var old = Promise.<Ending>promise();
        call(stream(old.future()));
        open();
        pauseOver();
        call(good());
        old.complete(Ending.failed(Reason.UPSTREAM_PROTOCOL, Usage.UNKNOWN));
        assertThat(breaker.state()).isEqualTo("half-open");
    }

    @Test
    void neverMoreThanHalfOfAllIsShutOut() {
        open();
        clock.advance(Duration.ofSeconds(1));
        answer = bad(Reason.UPSTREAM_5XX);
        for (int i = 0; i < 5; i++) {
            var unused = sibling.call(TestCalls.plain());
        }
        assertThat(sibling.state()).isEqualTo("open");
        assertThat(breaker.isReady()).as("opened longest ago").isTrue();
        assertThat(sibling.isReady()).isFalse();
        call(good());
        assertThat(breaker.state()).as("it answered").isEqualTo("half-open");
    }

    @Test
    void longProbesDoNotDrawMoreCallsThanThereAreProbes() {
        open();
        pauseOver();
        call(2, good());
        call(stream(Promise.<Ending>promise().future()));
        assertThat(breaker.state()).isEqualTo("half-open");
        assertThat(breaker.isReady()).isFalse();
    }

    @Test
    void oneOfTwoIsUsedEvenWhileTheOneIsOpenAndTheOtherProbes() {
        open();
        pauseOver();
        call(3, stream(Promise.<Ending>promise().future()));
        answer = bad(Reason.UPSTREAM_5XX);
        for (int i = 0; i < 5; i++) {
            var unused = sibling.call(TestCalls.plain());
        }
        assertThat(sibling.isReady()).isFalse();
        assertThat(breaker.isReady()).isTrue();
        assertThat(call(good()).succeeded()).isTrue();
    }

    @Test
    void theOnlyEndpointIsAlwaysUsed() {
        var alone = new Breaker(endpoint, new Breaker.Place("s", "s#1", new Fleet()), RULES, clock, new Random(1));
        answer = bad(Reason.UPSTREAM_CONNECT);
        for (int i = 0; i < 20; i++) {
            var unused = alone.call(TestCalls.plain());
        }
        assertThat(calls).isEqualTo(20);
        assertThat(alone.state()).isEqualTo("open");
        answer = good();
        for (int i = 0; i < 4; i++) {
            assertThat(alone.call(TestCalls.plain()).succeeded()).isTrue();
        }
        assertThat(alone.state()).isEqualTo("closed");
    }
}
