package io.frond.quality;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well requests find their routes: {@code --data DIR [--train DIR2] [--json] [--seeds N] [--vectors FILE]
 * [--only NAMES]}. Examples come from DIR2, questions from DIR; without DIR2 two thirds of DIR are kept for examples.
 * With {@code --json} one object on standard output, everything else on standard error.
 */
public final class Routing {

    private Routing() {}

    /** What the command line asks for. */
    record Wanted(
            Path data,
            Path train,
            boolean json,
            int seeds,
            @Nullable Path vectors,
            List<String> only) {

        static Wanted of(List<String> args) {
            if (!args.contains("--data")) {
                throw new IllegalArgumentException("--data DIR is missing: the folder of the labelled sets");
            }
            var data = Path.of(value(args, "--data", ""));
            var vectors = value(args, "--vectors", "");
            var only = value(args, "--only", "");
            return new Wanted(
                    data,
                    Path.of(value(args, "--train", data.toString())),
                    args.contains("--json"),
                    Integer.parseInt(value(args, "--seeds", "5")),
                    vectors.isEmpty() ? null : Path.of(vectors),
                    only.isEmpty() ? List.of() : List.of(only.split(",")));
        }

        private static String value(List<String> args, String name, String usual) {
            int at = args.indexOf(name);
            return at < 0 || at + 1 == args.size() ? usual : args.get(at + 1);
        }
    }

    public static void main(String[] args) throws IOException {
        var wanted = Wanted.of(List.of(args));
        var out = System.out;
        System.setOut(System.err);
        var vertx = Vertx.vertx();
        try (var vectors = new RoutingVectors(wanted.vectors)) {
            print(new RoutingTasks(vertx, vectors, wanted).all(), wanted.json, out);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static void print(List<RoutingFigures> measured, boolean json, PrintStream out) {
        var object = new JsonObject();
        var table = new StringBuilder();
        measured.forEach(task -> {
            object.put(task.name(), task.json());
            table.append(task.lines());
        });
        (json ? System.err : out).print(table);
        if (json) {
            out.write(
                    object.encode().getBytes(StandardCharsets.UTF_8),
                    0,
                    object.encode().length());
            out.println();
        }
        out.flush();
    }
}
