package io.frond;

import static io.frond.testing.FileClient.data;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Eventually;
import io.frond.testing.FileClient;
import io.frond.testing.FrondProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Frond that is killed while files come in has all that it said yes to, and nothing by half. */
class FilesAfterKillTest {
    private static final int KILLS = 2;
    private static final int CLIENTS = 4;
    private static final int ENOUGH = 25;

    @TempDir
    Path folder;

    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();

    private FrondProcess started() {
        return FrondProcess.start(folder, FilesSetting.yaml(folder.resolve("files"), ""));
    }

    @Test
    void whatWasAcknowledgedIsThereAndNothingIsThereByHalf() throws Exception {
        var store = "";
        for (int i = 0; i < KILLS; i++) {
            try (var frond = started()) {
                store = store.isEmpty() ? store(frond.address()) : store;
                checkAll(frond.address(), store);
                killed(frond, store, i);
            }
        }
        try (var frond = started()) {
            checkAll(frond.address(), store);
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS * ENOUGH);
            assertThat(frond.alarms()).isEmpty();
        }
    }

    private static String store(URI address) {
        try (var client = new FileClient(address, "sk-acme")) {
            return client.store();
        }
    }

    /** Clients upload and attach until the process is gone under them. */
    private void killed(FrondProcess frond, String store, int seed) throws Exception {
        var enough = new CountDownLatch(ENOUGH + new Random(seed).nextInt(ENOUGH));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < CLIENTS; i++) {
                running.add(threads.submit(() -> fill(frond.address(), store, enough)));
            }
            assertThat(enough.await(30, TimeUnit.SECONDS)).isTrue();
            frond.close();
            for (var client : running) {
                client.get(30, TimeUnit.SECONDS);
            }
        }
    }

    private void fill(URI address, String store, CountDownLatch enough) {
        try (var client = new FileClient(address, "sk-acme")) {
            while (true) {
                int number = numbers.incrementAndGet();
                var answer = client.upload(
                        "note" + number + ".md",
                        text(number).getBytes(StandardCharsets.UTF_8),
                        Map.of("purpose", "assistants"));
                var id = new JsonObject(answer.body()).getString("id");
                acknowledged.put(id, text(number));
                client.post("/v1/vector_stores/" + store + "/files", new JsonObject().put("file_id", id));
                enough.countDown();
            }
        } catch (AssertionError gone) {
            // the process was killed
        }
    }

    /** Its length and its words follow from its number, so that a part of it shows. */
    private static String text(int number) {
        return "Note number" + number + " of the archive.\n\n" + "A word more. ".repeat(number % 50) + "End.";
    }

    private void checkAll(URI address, String store) {
        try (var client = new FileClient(address, "sk-acme")) {
            var there = data(client.get("/v1/files"));
            assertThat(there).extracting(file -> file.getString("id")).containsAll(acknowledged.keySet());
            for (var file : there) {
                int number = Integer.parseInt(file.getString("filename").replaceAll("[^0-9]", ""));
                assertThat(client.ask("GET", "/v1/files/" + file.getString("id") + "/content")
                                .body())
                        .as(file.encode())
                        .isEqualTo(text(number));
            }
            Eventually.within(Duration.ofSeconds(10), () -> searchable(client, store));
            assertThat(left("incoming")).isEmpty();
            assertThat(left("kept")).hasSize(there.size());
        }
    }

    private static void searchable(FileClient client, String store) {
        var counts = client.get("/v1/vector_stores/" + store).getJsonObject("file_counts");
        assertThat(counts.getInteger("completed")).isEqualTo(counts.getInteger("total"));
    }

    private List<String> left(String part) {
        try (var files = Files.list(folder.resolve("files").resolve(part))) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
