package io.frond.cli;

import io.frond.config.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Finds the configuration: what is named on the command line, else {@code ./frond.yaml}, else the environment. */
final class SetupOptions {
    private static final String PROVIDER = "https://api.openai.com/v1";
    private static final String NOTHING = """
            There is nothing to serve. Say it in one of three ways:
              frond serve frond.yaml                                 a file; ./frond.yaml is found by itself
              frond serve --backend http://localhost:11434/v1        one model service, no file
              OPENAI_BASE_URL=... OPENAI_API_KEY=... frond serve     the same from the environment
            Or see it work without any: frond demo""";

    @Option(
            names = "--backend",
            paramLabel = "URL",
            description = "Put Frond in front of this OpenAI-compatible service, without a file.")
    @Nullable
    String backend;

    @Option(
            names = "--key-env",
            paramLabel = "NAME",
            description = "Environment variable that holds the key for --backend. Without it no key is sent.")
    @Nullable
    String keyEnv;

    Setup find(Desk desk, @Nullable Path file) {
        if (backend != null) {
            return named(desk, backend, file);
        }
        if (keyEnv != null) {
            throw Failure.usage("--key-env belongs to --backend.");
        }
        if (file != null) {
            return new Setup.File(existing(file));
        }
        var near = desk.here().resolve("frond.yaml");
        return Files.isRegularFile(near) ? new Setup.File(near) : fromEnvironment(desk);
    }

    private Setup named(Desk desk, String backend, @Nullable Path file) {
        if (file != null) {
            throw Failure.usage("Give a file or --backend, not both.");
        }
        return new Setup.Backend(url("--backend", backend), keyEnv == null ? null : key(desk, keyEnv));
    }

    private static Secret key(Desk desk, String variable) {
        var key = desk.env().getOrDefault(variable, "");
        if (key.isBlank()) {
            throw Failure.usage("--key-env: the environment variable " + variable + " is not set.");
        }
        return new Secret(key.strip());
    }

    private static Setup fromEnvironment(Desk desk) {
        var base = desk.env().getOrDefault("OPENAI_BASE_URL", "").strip();
        var key = desk.env().getOrDefault("OPENAI_API_KEY", "").strip();
        if (base.isEmpty() && key.isEmpty()) {
            throw Failure.usage(NOTHING);
        }
        return new Setup.Backend(
                url("OPENAI_BASE_URL", base.isEmpty() ? PROVIDER : base), key.isEmpty() ? null : new Secret(key));
    }

    private static Path existing(Path file) {
        if (!Files.isRegularFile(file)) {
            throw Failure.config(file + ": there is no such file.");
        }
        return file;
    }

    private static URI url(String what, String text) {
        try {
            var url = URI.create(text);
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw Failure.usage(what + ": \"" + text + "\" is no address. It looks like http://localhost:11434/v1.");
    }
}
