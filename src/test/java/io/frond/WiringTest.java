package io.frond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.config.Config;
import io.frond.config.ConfigFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Parts are opened for one configuration and closed after the last that uses them, whatever happens between. */
@ExtendWith(VertxExtension.class)
class WiringTest {
    private static final String FIRST = """
            server: { listen: 127.0.0.1:0, admin: 127.0.0.1:0 }
            backends:
              main: { url: http://127.0.0.1:1/v1 }
              leaving: { url: http://127.0.0.1:2/v1 }
            """;
    private static final String SECOND =
            FIRST.replaceAll("(?m)^  leaving:.*\n", "  coming: { url: http://127.0.0.1:3/v1 }\n");

    @TempDir
    Path folder;

    private Wiring wiring;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        wiring = get(Wiring.start(vertx, config(FIRST), line -> {}, Future::succeededFuture));
    }

    @Test
    void aReloadThatFailsClosesWhatItOpenedAndChangesNothing() throws Exception {
        var documents = Files.createDirectory(folder.resolve("kb"));
        var broken = config(SECOND + "knowledge: { kb: { source: ./kb } }\n");
        Files.delete(documents);
        var before = wiring.current();

        assertThatThrownBy(() -> get(wiring.reload(broken))).isNotNull();

        assertThat(wiring.current()).isSameAs(before);
        assertThat(gauges()).contains("main#1", "leaving#1").doesNotContain("coming#1");
        get(wiring.reload(config(SECOND)));
        assertThat(gauges()).as("the next one may succeed").contains("coming#1");
        get(wiring.drain());
    }

    @Test
    void theEndClosesAlsoWhatAnEarlierConfigurationHadAlone() throws Exception {
        get(wiring.reload(config(SECOND)));
        assertThat(gauges()).as("its requests have time to finish").contains("leaving#1");

        get(wiring.drain());

        assertThat(gauges()).doesNotContain("leaving#1", "coming#1", "main#1");
    }

    @Test
    void aReloadUnderWayAtTheEndIsClosedTooAndALaterOneRefused() throws Exception {
        var late = wiring.reload(config(SECOND));
        get(wiring.drain());

        assertThat(late.isComplete()).isTrue();
        assertThat(gauges()).doesNotContain("leaving#1", "coming#1", "main#1");
        assertThatThrownBy(() -> get(wiring.reload(config(FIRST)))).hasMessageContaining("being stopped");
    }

    /** Those of endpoints stand for their backends: they are shown from opening to closing. */
    private String gauges() {
        return wiring.foundation()
                .metrics
                .scrape()
                .lines()
                .filter(line -> line.startsWith("frond_endpoint_inflight"))
                .toList()
                .toString();
    }

    private Config config(String text) throws IOException {
        var file = Files.writeString(folder.resolve("frond.yaml"), text);
        return new ConfigFile(Plugins.names(), name -> null).read(List.of(file));
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
