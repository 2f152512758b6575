package io.frond.upstream;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F8: however calls begin and end, every slot of a probe comes back. */
class BreakerRaceTest {
    private static final BackendConfig.Breaker RULES =
            new BackendConfig.Breaker(0.5, 2, Duration.ofSeconds(10), 10, Duration.ofSeconds(5), 3, true);
    private static final int STEPS = 4_000;
    private static final ThreadLocal<Future<Reply>> NEXT = new ThreadLocal<>();

    private final FakeClock clock = new FakeClock();
    private final Breaker breaker =
            new Breaker(call -> NEXT.get(), new Breaker.Place("e", "e#1", new Fleet()), RULES, clock, new Random(1));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void f8NoSlotIsLostOnOneThread(long seed) {
        new Crowd(new Random(seed)).run();
        closesAgain();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void f8NoSlotIsLostBetweenThreads(long seed) throws InterruptedException {
        var done = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            var crowd = new Crowd(new Random(seed * 31 + i));
            Thread.ofPlatform().start(() -> {
                crowd.run();
                done.countDown();
            });
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        closesAgain();
    }

    /** With one slot missing, its probes could never all succeed, and it would be half-open for ever. */
    private void closesAgain() {
        for (int i = 0; i < 5 && !breaker.guard().breaker().equals("closed"); i++) {
            clock.advance(Duration.ofMinutes(2));
            NEXT.set(Future.succeededFuture(new Reply.Streamed(
                    new Head(200, Map.of()),
                    new Feed(() -> {}),
                    Future.succeededFuture(Ending.succeeded(Usage.UNKNOWN, "stop")),
                    null)));
            assertThat(breaker.call(TestCalls.plain()).succeeded()).isTrue();
        }
        assertThat(breaker.guard().breaker()).isEqualTo("closed");
    }

    /** Calls that begin and end in any order, in all ways there are. */
    private final class Crowd implements Runnable {
        private final Random random;
        private final List<Runnable> endings = new ArrayList<>();

        Crowd(Random random) {
            this.random = random;
        }

        @Override
        public void run() {
            for (int i = 0; i < STEPS; i++) {
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> begin();
                    case 3, 4, 5 -> end();
                    case 6 -> clock.advance(Duration.ofSeconds(random.nextInt(8)));
                    default -> rarely();
                }
            }
            while (!endings.isEmpty()) {
                end();
            }
        }

        private void begin() {
            var reply = Promise.<Reply>promise();
            NEXT.set(reply.future());
            var unused = breaker.call(TestCalls.numbered(random.nextInt(10)).from("t" + random.nextInt(2)));
            endings.add(() -> end(reply));
        }

        private void end() {
            if (!endings.isEmpty()) {
                endings.remove(random.nextInt(endings.size())).run();
            }
        }

        private void end(Promise<Reply> reply) {
            switch (random.nextInt(6)) {
                case 0 -> reply.fail(Refused.of(Reason.UPSTREAM_5XX, "no"));
                case 1 -> reply.fail(Refused.of(Reason.UPSTREAM_CONNECT, "no"));
                case 2 -> reply.fail(CallerGone.refused());
                case 3 -> reply.fail(new IllegalStateException("a bug"));
                default -> stream(reply);
            }
        }

        private void stream(Promise<Reply> reply) {
            var ended = Promise.<Ending>promise();
            reply.complete(new Reply.Streamed(new Head(200, Map.of()), new Feed(() -> {}), ended.future(), null));
            var ending = List.of(
                            Ending.succeeded(Usage.UNKNOWN, "stop"),
                            Ending.failed(Reason.UPSTREAM_PROTOCOL, Usage.UNKNOWN),
                            Ending.left(Usage.UNKNOWN))
                    .get(random.nextInt(3));
            endings.add(() -> ended.complete(ending));
        }

        private void rarely() {
            if (random.nextInt(50) == 0) {
                breaker.obey(random.nextBoolean() ? Order.OPEN : Order.DRAIN);
                breaker.obey(Order.CLOSE);
                breaker.obey(Order.UNDRAIN);
            }
        }
    }
}
