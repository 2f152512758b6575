package io.frond;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.admin.Audit;
import io.frond.cli.Listening;
import io.frond.config.HostPort;
import io.frond.testing.Eventually;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that comes over the operators' port: all of it or nothing of it, at work and in the file. */
class ConfigLoadTest {
    private static final String FIRST = "backends: { first: { url: \"http://127.0.0.1:9/v1\" } }\n";
    private static final String SECOND = "backends: { second: { url: \"http://127.0.0.1:9/v1\" } } # with a word\n";

    @TempDir
    Path folder;

    @Test
    void aLoadedConfigurationIsAtWorkAndInTheFileAndCanBeTakenBack() throws IOException {
        try (var frond = RunningFile.of(file(), FIRST)) {
            var rights = Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
            var before = frond.etag();

            var loaded = frond.put(SECOND, before);

            assertThat(loaded.statusCode()).as(loaded.body()).isEqualTo(200);
            frond.backends("second");
            assertThat(frond.text()).isEqualTo(SECOND);
            assertThat(Files.getPosixFilePermissions(rights)).isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
            assertThat(loaded.headers().firstValue("etag"))
                    .contains(frond.etag())
                    .isNotEqualTo(before);

            var back = frond.ask("POST", "/admin/v1/config/rollback", "");
            assertThat(back.statusCode()).isEqualTo(200);
            assertThat(frond.etag()).isEqualTo(before);
            frond.backends("first");
            assertThat(frond.text()).isEqualTo(FIRST);
            assertThat(files()).containsExactlyInAnyOrder("frond.yaml", "frond.yaml.previous");
            assertThat(frond.ask("POST", "/admin/v1/config/rollback", "").statusCode())
                    .isEqualTo(200);
            frond.backends("second");
        }
    }

    @Test
    void withoutTheRightTagNothingIsReplaced() {
        try (var frond = RunningFile.of(file(), FIRST)) {
            for (var tag : List.of("\"0\"", "", frond.etag().replace("\"", ""))) {
                assertThat(frond.put(SECOND, tag).statusCode()).as(tag).isEqualTo(412);
            }
            assertThat(frond.ask("PUT", "/admin/v1/config", SECOND).statusCode())
                    .isEqualTo(412);
            assertThat(frond.text()).isEqualTo(FIRST);
            frond.backends("first");
        }
    }

    @Test
    void ofTwoWhoReplaceTheSameOneComesTooLate() {
        try (var frond = RunningFile.of(file(), FIRST)) {
            var tag = frond.etag();
            var both = Stream.of(SECOND, SECOND.replace("second", "third"))
                    .map(yaml -> CompletableFuture.supplyAsync(
                            () -> frond.put(yaml, tag).statusCode()))
                    .toList();

            assertThat(both.stream().map(CompletableFuture::join).toList()).containsExactlyInAnyOrder(200, 412);
        }
    }

    @Test
    void aFaultyOneIsAnsweredWithEveryFaultAndChangesNothing() {
        try (var frond = RunningFile.of(file(), FIRST)) {
            var answer =
                    frond.put("backends:\n  main: { urk: \"http://x/v1\" }\nroutes: { a: { to: nowhere } }\n", "*");

            assertThat(answer.statusCode()).isEqualTo(422);
            var faults = new JsonObject(answer.body()).getJsonObject("error").getJsonArray("faults");
            assertThat(faults.stream().map(fault -> ((JsonObject) fault).getString("path")))
                    .contains("backends.main.urk", "routes.a.to");
            assertThat(frond.text()).isEqualTo(FIRST);
            frond.backends("first");
        }
    }

    @Test
    void oneThatCannotBePutToWorkLeavesEverythingAsItWas() throws IOException {
        var guarded = FIRST + "tenants: { a: { keys: [{ name: k, hash: \"sha256:" + "0".repeat(64) + "\" }] } }\n";
        var everywhere = new Listening(new HostPort("0.0.0.0", 0), new HostPort("127.0.0.1", 0));
        try (var frond = RunningFile.of(file(), guarded, Map.of(), everywhere)) {
            var answer = frond.put(SECOND, frond.etag());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
            assertThat(answer.body()).contains("config_not_opened", "without a key");
            frond.backends("first");
            assertThat(frond.text()).isEqualTo(guarded);
            Eventually.within(Duration.ofSeconds(10), () -> assertThat(files()).containsExactly("frond.yaml"));
        }
    }

    @Test
    void whereThereIsNoFileToWriteItSaysSo() throws IOException {
        try (var frond = RunningFile.shipped(file(), FIRST)) {
            assertThat(frond.put(SECOND, frond.etag()).body()).contains("\"no_file\"");
            assertThat(frond.ask("POST", "/admin/v1/config/rollback", "").statusCode())
                    .isEqualTo(409);
            assertThat(frond.text()).isEqualTo(FIRST);
        }
        try (var frond = RunningFile.of(file(), FIRST)) {
            assertThat(frond.ask("POST", "/admin/v1/config/rollback", "").body())
                    .contains("\"no_previous\"");
            Files.delete(file());
            assertThat(frond.put(SECOND, frond.etag()).body()).contains("\"file_not_writable\"");
            frond.backends("first");
        }
    }

    @Test
    void aDifferenceTellsEveryPathAndWhatWaitsForTheNextStart() {
        try (var frond = RunningFile.of(file(), FIRST)) {
            var answer = frond.ask(
                    "POST",
                    "/admin/v1/config/diff",
                    "server: { body_limit: 1MiB }\n" + FIRST.replace("/v1\" }", "/v1\", models: [other] }"));

            var told = new JsonObject(answer.body());
            assertThat(told.getJsonArray("changes"))
                    .containsExactly(
                            change("server.body_limit", "32MiB", "1MiB"),
                            change("backends.first.models", null, new io.vertx.core.json.JsonArray().add("other")));
            assertThat(told.getJsonArray("restart")).containsExactly("server.body_limit");
            assertThat(frond.ask("POST", "/admin/v1/config/diff", FIRST).body())
                    .as("as it is")
                    .contains("\"changes\":[]");
            frond.backends("first");
        }
    }

    private static JsonObject change(String path, @Nullable Object from, Object to) {
        return new JsonObject().put("path", path).put("from", from).put("to", to);
    }

    @Test
    void whoChangedWhatIsWrittenDown() {
        try (var frond = RunningFile.of(file(), FIRST)) {
            var unused = frond.put(SECOND, frond.etag());
            unused = frond.put(SECOND, "\"0\"");
            unused = frond.ask("POST", "/admin/v1/config/validate", FIRST);
            unused = frond.ask("POST", "/admin/v1/config/diff", FIRST);
            unused = frond.ask("POST", "/admin/v1/config/reload", "");

            Eventually.within(
                    Duration.ofSeconds(10), () -> assertThat(frond.deeds).hasSize(3));
            assertThat(frond.deeds.stream().map(Audit.Line::what))
                    .containsExactly("PUT /admin/v1/config", "PUT /admin/v1/config", "POST /admin/v1/config/reload");
            assertThat(frond.deeds.stream().map(Audit.Line::status)).containsExactly(200, 412, 200);
            assertThat(frond.deeds.get(0).detail()).contains("backends.first", "backends.second", "2 changes");
        }
    }

    private Path file() {
        return folder.resolve("frond.yaml");
    }

    private List<String> files() {
        try (var all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
