package io.frond.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Eventually;
import io.vertx.core.Vertx;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Backends follow each other, reload after reload. */
class ReplacedBackendTest {
    private static final URI SOMEWHERE = URI.create("http://127.0.0.1:9/v1");

    private final Vertx vertx = Vertx.vertx();
    private final Bench bench = new Bench(vertx);

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void theLastOneKnowsNothingOfTheFirst() throws Exception {
        var last = bench.backend(SOMEWHERE);
        var first = new WeakReference<>(last);
        for (int reloads = 0; reloads < 2; reloads++) {
            var next = bench.after(last).backend(SOMEWHERE);
            last.stopWatching();
            last.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            last = next;
        }

        Eventually.within(Duration.ofSeconds(10), () -> {
            System.gc();
            assertThat(first.get() == null).as("it is forgotten").isTrue();
        });
        assertThat(last.endpoints()).hasSize(1);
    }
}
