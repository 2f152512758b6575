package io.frond.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
        return outcomes(run(stage.url(), stage.key(), node -> listen(stage, node)));
    }

    /**
     * What the script told, one object per scene.
     *
     * @param started is given the process, to tell it what it wants to know
     */
    List<JsonObject> run(String url, String key, Consumer<Process> started) throws IOException {
        NodeClient.needed(library);
        var errors = Files.createTempFile("matrix", ".err");
        var node = start(url, key, errors);
        try {
            started.accept(node);
            var unused = node.onExit()
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .exceptionally(late -> node.destroyForcibly());
            var told = node.inputReader(StandardCharsets.UTF_8)
                    .lines()
                    .map(JsonObject::new)
                    .toList();
            assertThat(node.onExit().join().exitValue())
                    .as(Files.readString(errors))
                    .isZero();
            return told;
        } finally {
            node.destroyForcibly();
            Files.delete(errors);
        }
    }

    private static void listen(Stage stage, Process node) {
        var words = node.outputWriter(StandardCharsets.UTF_8);
        for (var scene : Scene.values()) {
            var unused = stage.asked(scene).thenRunAsync(() -> tell(words, scene));
        }
    }

    private Process start(String url, String key, Path errors) throws IOException {
        var builder = new ProcessBuilder("node", "matrix.mjs", script, library)
                .directory(NodeClient.FOLDER.toFile())
                .redirectError(errors.toFile());
        builder.environment().put("OPENAI_BASE_URL", url);
        builder.environment().put("OPENAI_API_KEY", key);
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

    private static Map<Scene, Outcome> outcomes(List<JsonObject> told) {
        var outcomes = new EnumMap<Scene, Outcome>(Scene.class);
        for (var result : told) {
            Long left = result.getLong("left");
            outcomes.put(
                    Scene.of(result.getString("scene")),
                    new Outcome(result.getString("complaint"), left == null ? null : Instant.ofEpochMilli(left)));
        }
        return outcomes;
    }
}
