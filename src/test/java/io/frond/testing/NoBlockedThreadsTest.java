package io.frond.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
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
