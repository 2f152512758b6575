package io.frond;

import static io.frond.testing.FileClient.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.frond.testing.FileClient;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that is really full: a file system of 700 KiB in memory, which root can mount. Elsewhere this test says that it
 * was left out.
 */
class FullDiskTest {
    private static final Map<String, String> PURPOSE = Map.of("purpose", "assistants");

    @TempDir
    Path folder;

    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", disk.toString());
        assumeTrue(mounted, "NOT TESTED: a full disk. This user may not mount a small file system; root may.");
    }

    @AfterEach
    void unmount() throws Exception {
        assertThat(!mounted || run("umount", disk.toString())).isTrue();
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var unused = process.getInputStream().readAllBytes();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @Test
    void uploadsAreRefusedSearchesGoOnAndRoomHealsIt() throws Exception {
        String file;
        try (var setting = FilesSetting.in(disk.resolve("files"))) {
            var acme = setting.acme;
            var store = acme.store();
            file = acme.upload("returns.md", "Jackets may be returned within thirty days.");
            acme.attach(store, file, new JsonObject());

            var tooMuch = acme.upload("large.bin", new byte[900_000], PURPOSE);
            assertThat(error(507, tooMuch).getString("code")).isEqualTo("insufficient_storage");
            assertThat(tooMuch.headers().firstValue("x-should-retry")).hasValue("false");
            assertThat(disk.resolve("files/incoming")).isEmptyDirectory();
            assertThat(acme.upload("small.md", "There is room for little.")).isNotEmpty();

            fill();
            refused(() -> acme.upload("filler.md", new byte[8_000], PURPOSE));
            refused(() -> acme.send("POST", "/v1/vector_stores", new JsonObject().put("name", "x".repeat(500))));
            assertThat(acme.found(store, "returned jackets")).containsExactly(file);
            assertThat(acme.get("/v1/files/" + file).getString("id")).isEqualTo(file);

            Files.delete(disk.resolve("filler"));
            assertThat(acme.upload("again.md", "There is room again.")).isNotEmpty();
        }
        checkAfterRestart(file);
    }

    /** A file system keeps a few blocks in hand: so many tries go into those at most. */
    private static void refused(Supplier<HttpResponse<String>> change) {
        var answer = change.get();
        for (int i = 0; i < 50 && answer.statusCode() == 200; i++) {
            answer = change.get();
        }
        assertThat(error(507, answer).getString("code")).isEqualTo("insufficient_storage");
    }

    private void fill() throws IOException {
        try (OutputStream filler = Files.newOutputStream(disk.resolve("filler"))) {
            var block = new byte[4096];
            while (true) {
                filler.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    /** What was refused is nowhere, what was not is there. */
    private void checkAfterRestart(String file) {
        try (var again = FilesSetting.in(disk.resolve("files"))) {
            assertThat(FileClient.data(again.acme.get("/v1/files")))
                    .extracting(one -> one.getString("filename"))
                    .filteredOn(name -> !name.equals("filler.md"))
                    .containsExactlyInAnyOrder("returns.md", "small.md", "again.md");
            var store = FileClient.data(again.acme.get("/v1/vector_stores?order=asc"))
                    .getFirst()
                    .getString("id");
            again.acme.settled("/v1/vector_stores/" + store + "/files/" + file);
            assertThat(again.acme.found(store, "returned jackets")).containsExactly(file);
        }
    }
}
