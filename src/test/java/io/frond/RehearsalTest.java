package io.frond;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.frond.config.Secret;
import io.frond.config.TlsConfig;
import io.frond.testing.Certificates;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    @Test
    void everyRequestOfTheRehearsalIsAnsweredAndItCanBeHeldAgain() {
        for (int time = 0; time < 2; time++) {
            held(null);
        }
    }

    @Test
    void itIsHeldBehindTheCertificateThatClientsWillSee() {
        var pair = Certificates.named("one");
        held(new TlsConfig(pair.certificate(), new Secret(pair.key())));
    }

    private static void held(@Nullable TlsConfig tls) {
        assertThatCode(() -> Rehearsal.inFull(tls)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS))
                .doesNotThrowAnyException();
    }
}
