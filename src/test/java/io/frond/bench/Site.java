package io.frond.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where it all happens.
 *
 * @param root the repository
 * @param work for what is built and written
 * @param java the program
 * @param port the mock's; the targets' follow
 */
record Site(Path root, Path work, Path java, int port, List<Integer> loadCpus, List<Integer> proxyCpus) {

    String fill(String text, int at) {
        return text.replace("@PORT@", Integer.toString(at))
                .replace("@OTHER_PORT@", Integer.toString(at + 1))
                .replace("@UPSTREAM@", "127.0.0.1:" + port)
                .replace("@CORES@", Integer.toString(proxyCpus.size()))
                .replace("@JAVA@", java.toString())
                .replace("@WORK@", work.toString())
                .replace("@ROOT@", root.toString());
    }

    List<String> fill(List<String> words, int at) {
        return words.stream().map(word -> fill(word, at)).toList();
    }

    /** The command, bound to some CPUs. */
    static List<String> on(List<Integer> cpus, List<String> command) {
        var bound = new ArrayList<>(List.of("taskset", "-c", Cpus.text(cpus)));
        bound.addAll(command);
        return bound;
    }

    boolean has(Target target) {
        var needed = fill(target.needs(), 0);
        return needed.contains("/")
                ? Files.exists(Path.of(needed))
                : Arrays.stream((System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin").split(File.pathSeparator, -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, needed)));
    }

    /** What the target says of itself; a question mark where that cannot be found out. */
    String version(Target target) {
        var match = Pattern.compile(target.versionIn()).matcher(output(fill(target.version(), 0)));
        return match.find() ? match.group(1) : "?";
    }

    /** All that a command prints; empty where it cannot be run. */
    static String output(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException missing) {
            return "";
        }
    }

    void writeConfig(Target target, int at) {
        try {
            if (!target.config().isEmpty()) {
                var template = root.resolve("src/test/bench/peers").resolve(target.config());
                Files.writeString(work.resolve(target.config()), fill(Files.readString(template), at));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the configuration of " + target.name(), e);
        }
    }

    Path writeBody(Body body) {
        try {
            var file = work.resolve("body.json");
            return Files.writeString(file, body.json());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the request", e);
        }
    }
}
