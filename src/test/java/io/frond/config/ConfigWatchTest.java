package io.frond.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class ConfigWatchTest {
    private static final String GOOD = "backends: { main: { url: http://a/v1 } }\n";
    private static final String WITH_ROUTE = GOOD + "routes: { r: { to: main, examples_file: examples.txt } }\n";

    @TempDir
    Path folder;

    private final LinkedBlockingQueue<Config> valid = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<InvalidConfig> invalid = new LinkedBlockingQueue<>();
    private Path file;
    private ConfigWatch watch;
    private volatile @Nullable Exception fault;

    @BeforeEach
    void begin(Vertx vertx) throws Exception {
        file = folder.resolve("frond.yaml");
        write("examples.txt", "one\n");
        write("frond.yaml", GOOD);
        Config running = Given.reader().read(List.of(file));
        watch = new ConfigWatch(
                vertx, Given.reader(), List.of(file), running, new ConfigWatch.Receiver(this::work, invalid::add));
        assertThat(get(watch.start())).as("nothing has changed yet").isFalse();
    }

    @AfterEach
    void end() {
        watch.close();
    }

    @Test
    void anEditTakesOver() throws Exception {
        write("frond.yaml", GOOD + "log: { level: debug }\n");

        assertThat(next(valid).log().level()).isEqualTo("debug");
        assertThat(invalid).isEmpty();
    }

    @Test
    void anInvalidEditChangesNothingAndIsReportedOnce() throws Exception {
        write("frond.yaml", "backends: {}\n");
        assertThat(next(invalid).report()).contains("frond.yaml:1:").contains("at least one backend");

        write("frond.yaml", GOOD + "log: { level: debug }\n");
        assertThat(next(valid).log().level()).isEqualTo("debug");
        assertThat(invalid).isEmpty();
    }

    @Test
    void filesThatTheConfigurationPointsToAreWatchedToo() throws Exception {
        write("frond.yaml", WITH_ROUTE);
        assertThat(Given.the("r", next(valid).routes()).examples()).containsExactly("one");

        write("examples.txt", "one\ntwo\n");
        assertThat(Given.the("r", next(valid).routes()).examples()).containsExactly("one", "two");

        Files.delete(folder.resolve("examples.txt"));
        assertThat(next(invalid).report()).contains("there is no file");

        write("examples.txt", "three, and back again\n");
        assertThat(Given.the("r", next(valid).routes()).examples()).containsExactly("three, and back again");
    }

    @Test
    void aFileThatIsMovedIntoPlaceIsSeen() throws Exception {
        Path other = folder.resolve("other.yaml");
        write("other.yaml", GOOD + "log: { level: error }\n");
        Path unused = Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(next(valid).log().level()).isEqualTo("error");
    }

    @Test
    void reloadReadsAtOnceAndSaysWhatCameOfIt() throws Exception {
        assertThat(get(watch.reload())).isFalse();

        write("frond.yaml", GOOD + "log: { level: warn }\n");
        assertThat(get(watch.reload())).isTrue();
        assertThat(next(valid).log().level()).isEqualTo("warn");

        write("frond.yaml", "backends: 1");
        assertThatThrownBy(() -> get(watch.reload())).hasCauseInstanceOf(InvalidConfig.class);
        assertThat(invalid).hasSize(1);
    }

    @Test
    void theOrderOfRoutesIsAChange() throws Exception {
        String routes = GOOD + "default: a\nroutes: { a: { to: main }, b: { to: main } }\n";
        write("frond.yaml", routes);
        assertThat(get(watch.reload())).isTrue();

        write("frond.yaml", routes.replace("a: { to: main }, b: { to: main }", "b: { to: main }, a: { to: main }"));
        assertThat(get(watch.reload())).isTrue();
    }

    @Test
    void aConfigurationThatCouldNotBePutToWorkIsTriedAgainAtTheNextReading() throws Exception {
        write("frond.yaml", GOOD + "log: { level: warn }\n");
        fault = new IllegalStateException("a folder is missing");
        assertThatThrownBy(() -> get(watch.reload())).hasCause(fault);

        fault = null;
        assertThat(get(watch.reload())).isTrue();
        assertThat(get(watch.reload())).isFalse();
    }

    private Future<Void> work(Config config) {
        valid.add(config);
        return fault == null ? Future.succeededFuture() : Future.failedFuture(fault);
    }

    private void write(String name, String text) throws IOException {
        Path unused = Files.writeString(folder.resolve(name), text);
    }

    private static <T> T next(LinkedBlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
