package io.frond.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.LoggerContext;
import io.frond.config.LogConfig;
import io.frond.observe.Logs;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

@ExtendWith(VertxExtension.class)
class NoBlockedThreadsTest {

    private static final long LONG = TimeUnit.MILLISECONDS.toNanos(400);

    @Test
    void anEventLoopThatComputesForLongerThanTheLimitFailsTheTest(Vertx vertx, VertxTestContext test) {
        complainsOf(vertx, test, () -> {
            long until = System.nanoTime() + LONG;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        });
    }

    @Test
    void aProgramThatSetsLoggingUpAnewIsWatchedAllTheSame(Vertx vertx, VertxTestContext test) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var unused = Logs.to(context, System.out, new LogConfig("pretty", "error"), true);

        complainsOf(vertx, test, () -> LockSupport.parkNanos(LONG));
    }

    @Test
    void anEventLoopThatWaitsForLongerThanTheLimitFailsTheTest(Vertx vertx, VertxTestContext test) {
        complainsOf(vertx, test, () -> LockSupport.parkNanos(LONG));
    }

    @Test
    void aPooledBufferThatNobodyReleasesFailsTheTest() {
        forget();
        Leaks.look();
        Eventually.within(Duration.ofSeconds(5), () -> {
            Leaks.ask();
            assertThatThrownBy(() -> new NoBlockedThreads().afterEach(null)).hasMessageContaining("LEAK");
        });
    }

    /** In a frame of its own, so that nothing holds on to it. */
    private static void forget() {
        assertThat(PooledByteBufAllocator.DEFAULT.buffer(16).writeByte(1).isReadable())
                .isTrue();
    }

    private static void complainsOf(Vertx vertx, VertxTestContext test, Runnable work) {
        vertx.runOnContext(nothing -> {
            work.run();
            vertx.setTimer(
                    150,
                    later -> test.verify(() -> {
                        assertThatThrownBy(() -> new NoBlockedThreads().afterEach(null))
                                .hasMessageContaining("blocked");
                        test.completeNow();
                    }));
        });
    }
}
