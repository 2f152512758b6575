package io.frond;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    @Test
    void everyRequestOfTheRehearsalIsAnsweredAndItCanBeHeldAgain() {
        for (int time = 0; time < 2; time++) {
            assertThatCode(() -> Rehearsal.inFull()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(30, TimeUnit.SECONDS))
                    .doesNotThrowAnyException();
        }
    }
}
