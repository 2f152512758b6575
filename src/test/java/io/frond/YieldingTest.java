package io.frond;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.model.Workers;
import io.frond.testing.FakeClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The clock stands still but for the work, so a rest lasts as long as the work says, and not a moment less. */
@ExtendWith(VertxExtension.class)
class YieldingTest {
    private final FakeClock clock = new FakeClock();
    private final AtomicLong requests = new AtomicLong();
    private Workers background;
    private Vertx vertx;

    @BeforeEach
    void open(Vertx vertx) {
        this.vertx = vertx;
        background = new Yielding(VertxWorkers.open(vertx, "w", 1, 4), requests::get, vertx, clock);
    }

    @Test
    void workGoesOnAtOnceWhileNobodyAsks() throws Exception {
        finish(lasting(Duration.ofDays(1)));

        assertThat(result(background.run(() -> "done"))).isEqualTo("done");
    }

    @Test
    void workDuringWhichARequestCameIsFollowedByARestOfFourTimesItsLength() throws Exception {
        finish(asked(lasting(Duration.ofMillis(50))));
        var nearlyOver = new AtomicBoolean();
        vertx.setTimer(190, time -> nearlyOver.set(true));

        assertThat(result(background.run(nearlyOver::get))).isTrue();
    }

    @Test
    void aRequestBetweenTwoPiecesCountsAsWell() throws Exception {
        finish(lasting(Duration.ofMillis(50)));
        requests.incrementAndGet();
        finish(lasting(Duration.ofMillis(50)));
        var nearlyOver = new AtomicBoolean();
        vertx.setTimer(190, time -> nearlyOver.set(true));

        assertThat(result(background.run(nearlyOver::get))).isTrue();
    }

    @Test
    void theRestIsOverWhenItsTimeHasPassed() throws Exception {
        finish(asked(lasting(Duration.ofDays(1))));
        clock.advance(Duration.ofDays(4));

        assertThat(result(background.run(() -> "done"))).isEqualTo("done");
    }

    @Test
    void oldRequestsDoNotHoldUpLaterWork() throws Exception {
        finish(asked(lasting(Duration.ofMillis(1))));
        finish(lasting(Duration.ofDays(1)));

        assertThat(result(background.run(() -> "done"))).isEqualTo("done");
    }

    @Test
    void workThatFailsCountsToo() throws Exception {
        var failing = background.run(asked(() -> {
            clock.advance(Duration.ofMillis(50));
            throw new IllegalStateException("no");
        }));
        assertThatThrownBy(() -> result(failing)).hasMessageContaining("no");
        var nearlyOver = new AtomicBoolean();
        vertx.setTimer(190, time -> nearlyOver.set(true));

        assertThat(result(background.run(nearlyOver::get))).isTrue();
    }

    private void finish(Callable<Boolean> work) throws Exception {
        assertThat(result(background.run(work))).isTrue();
    }

    private Callable<Boolean> lasting(Duration time) {
        return () -> {
            clock.advance(time);
            return true;
        };
    }

    private <T> Callable<T> asked(Callable<T> work) {
        return () -> {
            requests.incrementAndGet();
            return work.call();
        };
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }
}
