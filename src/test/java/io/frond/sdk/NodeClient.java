package io.frond.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs the checks with the npm package {@code openai}, {@code src/test/js/*.mjs}. */
final class NodeClient {
    static final Path FOLDER = Path.of("src/test/js");

    private final OpenAiServer server;

    NodeClient(OpenAiServer server) {
        this.server = server;
    }

    /** Fails where the client is not there: a test that skips itself proves nothing. */
    static void needed(String library) {
        if (!Files.isDirectory(FOLDER.resolve("node_modules").resolve(library))) {
            throw new IllegalStateException("The client " + library + " for Node is not installed. Run scripts/test,"
                    + " which installs it, or once: npm ci --prefix src/test/js");
        }
    }

    /** What the client saw; fails with the client's complaint. */
    JsonObject check() throws IOException, InterruptedException {
        return check("sdk.mjs");
    }

    JsonObject check(String script) throws IOException, InterruptedException {
        needed("openai");
        var output = Files.createTempFile("sdk", ".json");
        var errors = Files.createTempFile("sdk", ".err");
        try {
            int exit = run(script, output, errors);
            assertThat(exit).as(Files.readString(errors)).isZero();
            return new JsonObject(Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private int run(String script, Path output, Path errors) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("node", script)
                .directory(FOLDER.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().put("OPENAI_BASE_URL", server.url());
        builder.environment().put("OPENAI_API_KEY", server.key());
        builder.environment().put("OPENAI_MODEL", server.model());
        var node = builder.start();
        try {
            assertThat(node.waitFor(60, TimeUnit.SECONDS)).as("node ended").isTrue();
            return node.exitValue();
        } finally {
            node.destroyForcibly();
        }
    }
}
