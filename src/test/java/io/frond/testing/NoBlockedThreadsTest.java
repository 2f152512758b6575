package io.frond.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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
