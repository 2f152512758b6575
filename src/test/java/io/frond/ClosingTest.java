package io.frond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ClosingTest {

    @RepeatedTest(20)
    void theOutcomeOfTheLastWorkIsToldAlthoughItsLoopIsGone() throws Exception {
        var vertx = Vertx.vertx();
        assertThat(told(Closing.after(vertx.timer(1, TimeUnit.MILLISECONDS).map("done"), vertx)))
                .isEqualTo("done");
    }

    @Test
    void aFailureIsToldToo() {
        var vertx = Vertx.vertx();
        assertThatThrownBy(() -> told(Closing.after(vertx.executeBlocking(() -> Integer.parseInt("no number")), vertx)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(NumberFormatException.class);
    }

    private static <T> T told(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
