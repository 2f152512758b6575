package io.frond;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class VertxWorkersTest {
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);

    @Test
    void workRunsOnAThreadOfThePool(Vertx vertx) throws Exception {
        var workers = VertxWorkers.open(vertx, "embed", 1, 4);

        assertThat(result(workers.run(() -> Thread.currentThread().getName()))).startsWith("embed-");
    }

    @Test
    void theResultComesBackOnTheCallersContext(Vertx vertx, VertxTestContext test) {
        var workers = VertxWorkers.open(vertx, "w", 1, 4);
        vertx.runOnContext(nothing -> {
            Context caller = vertx.getOrCreateContext();
            workers.run(() -> 1)
                    .onComplete(test.succeeding(one -> test.verify(() -> {
                        assertThat(vertx.getOrCreateContext()).isSameAs(caller);
                        assertThat(Context.isOnEventLoopThread()).isTrue();
                        test.completeNow();
                    })));
        });
    }

    @Test
    void oneMoreThanTheBoundIsRefusedAtOnceAndTheOthersAreServed(Vertx vertx) throws Exception {
        var workers = VertxWorkers.open(vertx, "w", 1, 2);
        var running = workers.run(this::waitForGate);
        var waiting = workers.run(() -> 2);

        var refused = workers.run(() -> 3);

        assertThat(refused.failed()).isTrue();
        assertThat(((Refused) refused.cause()).reason()).isEqualTo(Reason.SHED);
        assertThat(((Refused) refused.cause()).detail()).contains("w is full").contains("2");
        gate.countDown();
        assertThat(result(running)).isEqualTo(1);
        assertThat(result(waiting)).isEqualTo(2);
    }

    @Test
    void aPlaceIsFreeAgainWhenItsWorkHasEndedWellOrBadly(Vertx vertx) throws Exception {
        var workers = VertxWorkers.open(vertx, "w", 1, 1);
        for (int i = 0; i < 20; i++) {
            var failing = workers.<Integer>run(() -> {
                throw new IllegalStateException("no");
            });
            assertThatThrownBy(() -> result(failing)).hasRootCauseMessage("no");
            assertThat(result(workers.run(() -> 7))).isEqualTo(7);
        }
    }

    @Test
    void closingFailsWhatWaitsAndLetsFinishWhatRuns(Vertx vertx) throws Exception {
        var workers = VertxWorkers.open(vertx, "w", 1, 8);
        var running = workers.run(this::waitForGate);
        var waiting = workers.run(() -> 2);
        assertThat(begun.await(10, SECONDS))
                .as("it runs before the pool closes")
                .isTrue();

        var closed = workers.close();
        assertThat(closed.isComplete()).isFalse();
        gate.countDown();

        result(closed);
        assertThat(result(running)).isEqualTo(1);
        assertThatThrownBy(() -> result(waiting)).hasRootCauseInstanceOf(Refused.class);
        assertThat(workers.run(() -> 3).cause()).isInstanceOf(Refused.class).hasMessageContaining("closed");
    }

    @Test
    void anIdlePoolClosesAtOnceAndTwice(Vertx vertx) throws Exception {
        var workers = VertxWorkers.open(vertx, "w", 2, 2);

        result(workers.close());
        result(workers.close());
    }

    @Test
    void aBoundBelowTheThreadsIsAMistake(Vertx vertx) {
        assertThatThrownBy(() -> VertxWorkers.open(vertx, "w", 4, 2)).hasMessageContaining("bound 2");
    }

    private int waitForGate() throws InterruptedException {
        begun.countDown();
        if (!gate.await(10, SECONDS)) {
            throw new IllegalStateException("nobody opened the gate");
        }
        return 1;
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }
}
