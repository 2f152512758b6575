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
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final BackendConfig.Breaker RULES =
            new BackendConfig.Breaker(0.5, 5, Duration.ofSeconds(10), 10, Duration.ofSeconds(5), 3, false);

    private final FakeClock clock = new FakeClock();
    private final Fleet fleet = new Fleet();
    private Future<Reply> answer = good();
    private int calls;
    private int asked;

    private final Upstream endpoint = call -> {
        calls++;
        return answer;
    };
    private final Breaker breaker = breaker("e#1");
    private final Breaker sibling = breaker("e#2");

    private Breaker breaker(String name) {
        return new Breaker(endpoint, new Breaker.Place("e", name, fleet), RULES, clock, new Random(1));
    }

    private static boolean ready(Breaker breaker) {
        return breaker.isReady("");
    }

    private static String state(Breaker breaker) {
        return breaker.guard().breaker();
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
        return call(breaker);
    }

    @CanIgnoreReturnValue
    private Future<Reply> call(Breaker one) {
        return one.call(TestCalls.numbered(asked++));
    }

    private void call(int times, Future<Reply> outcome) {
        for (int i = 0; i < times; i++) {
            call(outcome);
        }
    }

    private void open() {
        call(5, bad(Reason.UPSTREAM_5XX));
        assertThat(state(breaker)).isEqualTo("open");
    }

    private void pauseOver() {
        clock.advance(Duration.ofSeconds(6));
    }

    @Test
    void f14OpensAfterFiveFailuresInARow() {
        call(4, bad(Reason.UPSTREAM_TIMEOUT));
        assertThat(state(breaker)).isEqualTo("closed");
        call(bad(Reason.UPSTREAM_CONNECT));
        assertThat(state(breaker)).isEqualTo("open");
        assertThat(ready(breaker)).isFalse();
    }

    @Test
    void aSuccessBetweenStartsTheRowAnew() {
        call(4, bad(Reason.UPSTREAM_5XX));
        call(good());
        call(4, bad(Reason.UPSTREAM_5XX));
        assertThat(state(breaker)).isEqualTo("closed");
        assertThat(breaker.failuresInARow()).isEqualTo(4);
    }

    @Test
    void f14OpensWhenHalfOfTenCallsFailed() {
        for (int i = 0; i < 4; i++) {
            call(good());
            call(bad(Reason.UPSTREAM_5XX));
        }
        assertThat(state(breaker)).isEqualTo("closed");
        call(good());
        call(bad(Reason.UPSTREAM_5XX));
        assertThat(state(breaker)).isEqualTo("open");
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
        assertThat(state(breaker)).isEqualTo("closed");
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
    void f8OnlyTheEndpointsOwnFaultCounts() {
        call(20, bad(Reason.CALLER_CANCELLED));
        call(20, bad(Reason.UPSTREAM_RATE));
        call(
                20,
                Future.failedFuture(Refused.of(Reason.UPSTREAM_TIMEOUT, "yours").at(Deadline.WISH)));
        call(20, Future.failedFuture(new IllegalStateException("a bug")));
        call(20, stream(Future.succeededFuture(Ending.left(Usage.UNKNOWN))));
        assertThat(state(breaker)).isEqualTo("closed");
        assertThat(breaker.failuresInARow()).isZero();
    }

    @Test
    void f8AStreamCountsAtItsEnd() {
        for (int i = 0; i < 5; i++) {
            var ended = Promise.<Ending>promise();
            call(stream(ended.future()));
            assertThat(breaker.failuresInARow()).isEqualTo(i);
            ended.complete(Ending.failed(Reason.UPSTREAM_PROTOCOL, Usage.UNKNOWN));
        }
        assertThat(state(breaker)).isEqualTo("open");
    }

    @Test
    void letsProbesThroughAfterThePauseAndClosesWhenTheySucceed() {
        open();
        clock.advance(Duration.ofSeconds(4));
        assertThat(ready(breaker)).isFalse();
        pauseOver();
        assertThat(ready(breaker)).isTrue();
        call(good());
        assertThat(state(breaker)).isEqualTo("half-open");
        call(2, good());
        assertThat(state(breaker)).isEqualTo("closed");
        assertThat(breaker.failuresInARow()).isZero();
    }

    @Test
    void f14ThePauseDoublesWithEverySecondFailedProbeUpToAMinuteAndIsJittered() {
        open();
        var jitters = new HashSet<Double>();
        for (long pause : new long[] {5, 5, 10, 10, 20, 20, 40, 40, 60, 60, 60}) {
            double share = breaker.guard().rest().toMillis() / (pause * 1_000.0);
            assertThat(share).as("pause of %s s", pause).isBetween(0.9, 1.0);
            jitters.add(share);
            clock.advance(breaker.guard().rest().minusMillis(1));
            assertThat(ready(breaker)).isFalse();
            clock.advance(Duration.ofMillis(1));
            assertThat(ready(breaker)).isTrue();
            call(bad(Reason.UPSTREAM_5XX));
            assertThat(state(breaker)).isEqualTo("open");
        }
        assertThat(jitters).hasSizeGreaterThan(8);
    }

    @Test
    void f8ACallerWhoLeavesGivesTheProbesSlotBack() {
        open();
        pauseOver();
        var pending = Promise.<Ending>promise();
        call(3, stream(pending.future()));
        assertThat(ready(breaker)).isFalse();
        assertThat(call(good()).failed()).isTrue();
        pending.complete(Ending.left(Usage.UNKNOWN));
        assertThat(ready(breaker)).isTrue();
        call(3, good());
        assertThat(state(breaker)).isEqualTo("closed");
    }

    @Test
    void aStreamFromBeforeIsNoProbe() {
        var old = Promise.<Ending>promise();
        call(stream(old.future()));
        open();
        pauseOver();
        call(good());
        old.complete(Ending.failed(Reason.UPSTREAM_PROTOCOL, Usage.UNKNOWN));
        assertThat(state(breaker)).isEqualTo("half-open");
    }

    @Test
    void f14NeverMoreThanHalfOfAllIsShutOut() {
        open();
        clock.advance(Duration.ofSeconds(1));
        answer = bad(Reason.UPSTREAM_5XX);
        for (int i = 0; i < 5; i++) {
            call(sibling);
        }
        assertThat(state(sibling)).isEqualTo("open");
        assertThat(ready(breaker)).as("opened longest ago").isTrue();
        assertThat(ready(sibling)).isFalse();
        call(good());
        assertThat(state(breaker)).as("it answered").isEqualTo("half-open");
    }

    @Test
    void longProbesDoNotDrawMoreCallsThanThereAreProbes() {
        open();
        pauseOver();
        call(2, good());
        call(stream(Promise.<Ending>promise().future()));
        assertThat(state(breaker)).isEqualTo("half-open");
        assertThat(ready(breaker)).isFalse();
    }

    @Test
    void oneOfTwoIsUsedEvenWhileTheOneIsOpenAndTheOtherProbes() {
        open();
        pauseOver();
        call(3, stream(Promise.<Ending>promise().future()));
        answer = bad(Reason.UPSTREAM_5XX);
        for (int i = 0; i < 5; i++) {
            call(sibling);
        }
        assertThat(ready(sibling)).isFalse();
        assertThat(ready(breaker)).isTrue();
        assertThat(call(good()).succeeded()).isTrue();
    }

    @Test
    void f14TheOnlyEndpointIsAlwaysUsed() {
        var alone = new Breaker(endpoint, new Breaker.Place("s", "s#1", new Fleet()), RULES, clock, new Random(1));
        answer = bad(Reason.UPSTREAM_CONNECT);
        for (int i = 0; i < 20; i++) {
            call(alone);
        }
        assertThat(calls).isEqualTo(20);
        assertThat(state(alone)).isEqualTo("open");
        answer = good();
        for (int i = 0; i < 4; i++) {
            assertThat(call(alone).succeeded()).isTrue();
        }
        assertThat(state(alone)).isEqualTo("closed");
    }

    @Test
    void f14FailFastLeavesEvenTheLastOneAlone() {
        var rules = new BackendConfig.Breaker(0.5, 5, Duration.ofSeconds(10), 10, Duration.ofSeconds(5), 3, true);
        var alone = new Breaker(endpoint, new Breaker.Place("s", "s#1", new Fleet()), rules, clock, new Random(1));
        answer = bad(Reason.UPSTREAM_5XX);
        for (int i = 0; i < 8; i++) {
            call(alone);
        }
        assertThat(calls).isEqualTo(5);
        assertThat(ready(alone)).isFalse();
        var refused = (Refused) call(alone).cause();
        assertThat(refused.reason()).isEqualTo(Reason.UPSTREAM_OPEN);
        assertThat(refused.retryAfter()).isBetween(Duration.ofMillis(4_500), Duration.ofSeconds(5));
        pauseOver();
        assertThat(ready(alone)).isTrue();
    }

    @Test
    void f14AtMostHalfOfAnOddGroupIsShutOut() {
        var third = breaker("e#3");
        for (Breaker one : new Breaker[] {breaker, sibling, third}) {
            clock.advance(Duration.ofMillis(10));
            answer = bad(Reason.UPSTREAM_CONNECT);
            for (int i = 0; i < 5; i++) {
                call(one);
            }
        }
        assertThat(ready(breaker)).isTrue();
        assertThat(ready(sibling)).isTrue();
        assertThat(ready(third)).as("one of three").isFalse();
    }

    @Test
    void f14TheFirstProbeGoesAloneAndItsAnswerLetsTheOthersFollow() {
        open();
        pauseOver();
        var first = Promise.<Reply>promise();
        call(first.future());
        assertThat(ready(breaker)).isFalse();
        first.complete(stream(Promise.<Ending>promise().future()).result());
        assertThat(ready(breaker)).as("it began to answer").isTrue();
        call(stream(Promise.<Ending>promise().future()));
        assertThat(ready(breaker)).isTrue();
        call(stream(Promise.<Ending>promise().future()));
        assertThat(ready(breaker)).as("three probes").isFalse();
    }

    @Test
    void f8AProbeThatThrowsOrIsRefusedWithinGivesItsSlotBack() {
        var broken = new Breaker(
                call -> {
                    throw new IllegalStateException("a bug");
                },
                new Breaker.Place("b", "b#1", fleet),
                RULES,
                clock,
                new Random(1));
        assertThat(broken.call(TestCalls.plain()).cause()).isInstanceOf(IllegalStateException.class);
        open();
        pauseOver();
        for (int i = 0; i < 10; i++) {
            call(bad(Reason.SHED));
            assertThat(ready(breaker)).isTrue();
        }
        call(3, good());
        assertThat(state(breaker)).isEqualTo("closed");
    }

    @Test
    void f8ABadRequestIsNeitherFailureNorSuccess() {
        var refused = Future.<Reply>succeededFuture(
                new Reply.Whole(new Head(400, Map.of()), Buffer.buffer(), Ending.succeeded(Usage.UNKNOWN, ""), null));
        call(20, refused);
        assertThat(state(breaker)).isEqualTo("closed");
        call(4, bad(Reason.UPSTREAM_5XX));
        call(10, refused);
        call(bad(Reason.UPSTREAM_5XX));
        assertThat(state(breaker)).as("the row went on").isEqualTo("open");
        pauseOver();
        call(5, refused);
        assertThat(state(breaker)).as("they prove nothing").isEqualTo("half-open");
        call(3, good());
        assertThat(state(breaker)).isEqualTo("closed");
    }

    @Test
    void openedByHandItStaysSoUntilItIsClosedByHand() {
        breaker.obey(Order.OPEN);
        sibling.obey(Order.OPEN);
        assertThat(breaker.guard().byHand()).isTrue();
        assertThat(state(breaker)).isEqualTo("open");
        clock.advance(Duration.ofHours(1));
        assertThat(ready(breaker)).as("though no other is left").isFalse();
        var refused = (Refused) call(good()).cause();
        assertThat(refused.reason()).isEqualTo(Reason.UPSTREAM_OPEN);
        assertThat(refused.retryAfter()).as("nobody knows").isNull();
        breaker.obey(Order.CLOSE);
        assertThat(breaker.guard()).isEqualTo(new Guard("closed", false, null, false, Duration.ZERO));
        assertThat(call(good()).succeeded()).isTrue();
    }

    @Test
    void closedByHandItForgetsItsFailures() {
        call(4, bad(Reason.UPSTREAM_5XX));
        breaker.obey(Order.CLOSE);
        call(4, bad(Reason.UPSTREAM_5XX));
        assertThat(state(breaker)).isEqualTo("closed");
        call(bad(Reason.UPSTREAM_5XX));
        assertThat(state(breaker)).isEqualTo("open");
        breaker.obey(Order.CLOSE);
        assertThat(state(breaker)).isEqualTo("closed");
        assertThat(breaker.failuresInARow()).isZero();
    }

    @Test
    void whatRanWhenItWasOpenedByHandChangesNothing() {
        var old = Promise.<Ending>promise();
        call(stream(old.future()));
        breaker.obey(Order.OPEN);
        old.complete(Ending.succeeded(Usage.UNKNOWN, "stop"));
        assertThat(breaker.guard().byHand()).isTrue();
    }

    @Test
    void drainedItTakesNoCallsAndItsBreakerStaysAsItIs() {
        var old = Promise.<Ending>promise();
        var running = call(stream(old.future()));
        breaker.obey(Order.DRAIN);
        assertThat(running.succeeded()).isTrue();
        assertThat(ready(breaker)).isFalse();
        assertThat(call(good()).failed()).isTrue();
        assertThat(breaker.guard()).isEqualTo(new Guard("closed", false, null, true, Duration.ZERO));
        answer = bad(Reason.UPSTREAM_CONNECT);
        for (int i = 0; i < 5; i++) {
            call(sibling);
        }
        assertThat(ready(sibling)).as("the last one that is not drained").isTrue();
        breaker.obey(Order.UNDRAIN);
        assertThat(ready(breaker)).isTrue();
        assertThat(ready(sibling)).isFalse();
    }

    /** A provider that is down for a minute, and one request every four seconds that a fallback answers. */
    @Test
    void f14ProbesAboutOncePerIntervalAndIsBackWithinHalfAMinuteOfRecovery() {
        for (int down = 40; down <= 80; down++) {
            var one = breaker("s#" + down);
            int probes = 0;
            int back = -1;
            for (int at = 0; at < 160 && back < 0; at += 4) {
                answer = at < down ? bad(Reason.UPSTREAM_5XX) : good();
                if (ready(one)) {
                    boolean tried = !state(one).equals("closed");
                    probes += tried && at < down ? 1 : 0;
                    back = call(one).succeeded() ? at : -1;
                }
                clock.advance(Duration.ofSeconds(4));
            }
            assertThat(back - down).as("down for %s s", down).isBetween(0, 30);
            assertThat(probes).as("down for %s s", down).isBetween(1, 6);
        }
    }
}
