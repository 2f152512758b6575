package io.frond.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A library for Node: {@code src/test/js/matrix.mjs} plays the scenes with it in one process.
 *
 * @param script below {@code src/test/js}: how the scenes are played with libraries of this kind
 * @param library the installed package
 */
record NodeLibrary(String script, String library) implements Library.Player {
    private static final Logger LOG = LoggerFactory.getLogger(NodeLibrary.class);
    private static final long PATIENCE_SECONDS = 60;

    @Override
    public Map<Scene, Outcome> play(Stage stage) throws IOException {
        NodeClient.needed(library);
        var errors = Files.createTempFile("matrix", ".err");
        var node = start(stage, errors);
        try {
            var words = node.outputWriter(StandardCharsets.UTF_8);
            for (var scene : Scene.values()) {
                var unused = stage.asked(scene).thenRunAsync(() -> tell(words, scene));
            }
            var unused = node.onExit()
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .exceptionally(late -> node.destroyForcibly());
            var outcomes = outcomes(node.inputReader(StandardCharsets.UTF_8));
            assertThat(node.onExit().join().exitValue())
                    .as(Files.readString(errors))
                    .isZero();
            return outcomes;
        } finally {
            node.destroyForcibly();
            Files.delete(errors);
        }
    }

    private Process start(Stage stage, Path errors) throws IOException {
        var builder = new ProcessBuilder("node", "matrix.mjs", script, library)
                .directory(NodeClient.FOLDER.toFile())
                .redirectError(errors.toFile());
        builder.environment().put("OPENAI_BASE_URL", stage.url());
        builder.environment().put("OPENAI_API_KEY", stage.key());
        return builder.start();
    }

    /** Off the loop, which must not wait for a pipe. Where node has gone, the scenes that it did not play will tell. */
    private static void tell(Writer words, Scene scene) {
        try {
            words.write(scene.key() + "\n");
            words.flush();
        } catch (IOException gone) {
            LOG.debug("node has gone", gone);
        }
    }

    private static Map<Scene, Outcome> outcomes(BufferedReader lines) throws IOException {
        var outcomes = new EnumMap<Scene, Outcome>(Scene.class);
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var told = new JsonObject(line);
            Long left = told.getLong("left");
            outcomes.put(
                    Scene.of(told.getString("scene")),
                    new Outcome(told.getString("complaint"), left == null ? null : Instant.ofEpochMilli(left)));
        }
        return outcomes;
    }
}
