package io.frond.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Eventually;
import io.frond.testing.FakeProvider;
import io.frond.testing.FrondProcess;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a Frond, and its changes, while streams run: in a process of its own, by its signal and its file. */
class LifecycleTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final int HALF = Answer.TOKENS / 2;

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final ModelService service = new ModelService("model", 11, Duration.ofMillis(2));
    /** The rest of each answer that was begun and left in the middle. */
    private final Queue<Runnable> rests = new ConcurrentLinkedQueue<>();

    private FakeProvider one;
    private FakeProvider two;
    private FakeProvider three;
    private FrondProcess frond;
    private ChatClient client;

    @BeforeEach
    void listen() {
        one = FakeProvider.start(vertx, service::play);
        two = FakeProvider.start(vertx, service::play);
        three = FakeProvider.start(vertx, service::play);
    }

    @AfterEach
    void stop() {
        client.close();
        frond.close();
        one.close();
        two.close();
        three.close();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private void start(String drain, FakeProvider... endpoints) {
        frond = FrondProcess.start(folder, yaml(drain, endpoints));
        client = new ChatClient(frond.address(), Duration.ofSeconds(30));
    }

    private static String yaml(String drain, FakeProvider... endpoints) {
        var yaml = new StringBuilder("""
                server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: %s }
                cache: off
                backends:
                  main:
                    endpoints:
                """.formatted(drain));
        for (FakeProvider endpoint : endpoints) {
            yaml.append("      - { url: \"").append(endpoint.url()).append("\" }\n");
        }
        return yaml.toString();
    }

    private void stopInTheMiddle() {
        service.does(service.tells(
                HALF, (exchange, telling) -> rests.add(() -> telling.tokens(HALF, Answer.TOKENS, telling::finish))));
    }

    private CompletableFuture<Heard> begun(String nonce) {
        int before = rests.size();
        var heard = CompletableFuture.supplyAsync(() -> client.ask("main", nonce, true));
        Eventually.within(SOON, () -> assertThat(rests).hasSize(before + 1));
        return heard;
    }

    private void goOn() {
        vertx.runOnContext(now -> rests.remove().run());
    }

    private static HttpResponse<String> get(HttpClient http, URI uri) {
        try {
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer from " + uri, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Test
    void F20_onSigtermReadinessEndsAtOnceNewRequestsAreRefusedAndRunningStreamsFinish() {
        start("20s", one);
        stopInTheMiddle();
        var ready = frond.address().resolve("/readyz");
        try (var probe = HttpClient.newHttpClient()) {
            assertThat(get(probe, ready).statusCode()).isEqualTo(200);
            var running = begun("running");
            frond.terminate();
            Eventually.within(
                    AT_ONCE, () -> assertThat(get(probe, ready).statusCode()).isEqualTo(503));
            var refused = client.ask("main", "late", true);
            assertThat(refused.ending("late")).isEqualTo("error");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("connection")).isEqualTo("close");
            assertThat(refused.header("x-should-retry")).isEqualTo("true");
            goOn();
            assertThat(running).succeedsWithin(SOON).satisfies(heard -> assertThat(heard.ending("running"))
                    .isEqualTo("complete"));
        }
        assertThat(frond.exitCode()).isZero();
        assertThat(frond.alarms()).isEmpty();
    }

    @Test
    void F20_aStreamThatDoesNotFinishInTimeEndsInAnErrorAndTheProcessStillWithZero() {
        start("300ms", one);
        stopInTheMiddle();
        var running = begun("running");
        frond.terminate();
        assertThat(running).succeedsWithin(SOON).satisfies(heard -> {
            assertThat(heard.ending("running")).isEqualTo("error");
            assertThat(heard.code()).isEqualTo("stream_interrupted");
            assertThat(heard.text()).isEqualTo(new Answer("running").text(HALF));
        });
        assertThat(frond.exitCode()).isZero();
        assertThat(frond.alarms()).isEmpty();
    }

    @Test
    void F21_streamsGoOnWhileTheirEndpointIsTakenAwayUnderLoad() throws Exception {
        start("1s", one);
        stopInTheMiddle();
        var running = begun("running");
        service.does();
        try (var load = new Load()) {
            load.progress();
            edit(yaml("1s", two, three));
            Eventually.within(SOON, () -> assertThat(three.requests()).isNotEmpty());
            load.progress();
            one.forget();
            load.progress();
            assertThat(one.requests())
                    .as("new requests at the removed endpoint")
                    .isEmpty();
            goOn();
            assertThat(running).succeedsWithin(SOON).satisfies(heard -> assertThat(heard.ending("running"))
                    .isEqualTo("complete"));
            Eventually.within(SOON, () -> assertThat(one.connections())
                    .as("connections to the removed endpoint")
                    .isZero());
            load.progress();
            assertThat(load.wrong).isEmpty();
        }
        assertThat(frond.alarms()).isEmpty();
    }

    @Test
    void F21_anInvalidFileIsToldWithItsLineAndChangesNothing() throws Exception {
        start("1s", one);
        var told = new AtomicReference<>("");
        frond.listen(line -> told.updateAndGet(before -> line.contains("nowhere") ? line : before));
        try (var load = new Load()) {
            load.progress();
            edit(yaml("1s", two) + "routes: { talk: { to: nowhere } }\n");
            Eventually.within(SOON, () -> assertThat(told.get()).contains("frond.yaml:7:"));
            load.progress();
            assertThat(two.requests()).isEmpty();
            assertThat(load.wrong).isEmpty();
        }
    }

    /** Moved into place, as careful editors do: nobody reads half a file. */
    private void edit(String yaml) throws IOException {
        var fresh = Files.writeString(folder.resolve("fresh.yaml"), yaml);
        Files.move(fresh, frond.file(), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Clients that ask one thing after the other until it is closed. */
    private final class Load implements AutoCloseable {
        private static final int CLIENTS = 8;

        private final CountDownLatch over = new CountDownLatch(1);
        private final AtomicInteger answered = new AtomicInteger();
        private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
        private final Thread[] threads = new Thread[CLIENTS];

        Load() {
            for (int i = 0; i < CLIENTS; i++) {
                var name = "load" + i + "-";
                threads[i] = Thread.ofVirtual().start(() -> ask(name));
            }
        }

        private void ask(String name) {
            for (int i = 0; over.getCount() > 0; i++) {
                try {
                    var ending = client.ask("main", name + i, i % 3 > 0).ending(name + i);
                    if (!ending.equals("complete")) {
                        wrong.add(ending);
                    }
                } catch (AssertionError noAnswer) {
                    wrong.add(noAnswer + ", by " + noAnswer.getCause());
                }
                answered.incrementAndGet();
            }
        }

        void progress() {
            int now = answered.get();
            Eventually.within(SOON, () -> assertThat(answered.get()).isGreaterThan(now + 2 * CLIENTS));
        }

        @Override
        public void close() {
            over.countDown();
            for (Thread thread : threads) {
                try {
                    assertThat(thread.join(SOON)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError("interrupted", e);
                }
            }
        }
    }
}
