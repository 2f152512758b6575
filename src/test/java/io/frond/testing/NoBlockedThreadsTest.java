package io.frond.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class NoBlockedThreadsTest {

    @Test
    void anEventLoopThatStandsStillForLongerThanTheLimitFailsTheTest(Vertx vertx, VertxTestContext test) {
        vertx.runOnContext(nothing -> {
            long until = System.nanoTime() + 400_000_000L;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
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
