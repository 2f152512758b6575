package io.frond.quality;

import io.frond.VertxWorkers;
import io.frond.embed.Embedder;
import io.frond.embed.MiniLm;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** What the search of a collection finds on labelled sets: {@code --data DIR [--json] [--sets squad,policyqa,medquad]}. */
public final class Retrieval {
    private static final List<String> SETS = List.of("squad", "policyqa", "medquad");

    private final Path data;
    private final List<String> sets;
    private final boolean comparing;
    private final Vertx vertx = Vertx.vertx();
    private final VertxWorkers workers;

    private Retrieval(Path data, List<String> sets, boolean comparing) {
        this.data = data;
        this.sets = sets;
        this.comparing = comparing;
        this.workers = VertxWorkers.open(
                vertx, "quality", Math.max(2, Runtime.getRuntime().availableProcessors()), 1 << 16);
    }

    public static void main(String[] args) throws Exception {
        var given = List.of(args);
        var data = option(given, "--data", "");
        if (data.isEmpty()) {
            System.err.println("--data DIR is missing: the folder with retrieval-squad and the others");
            System.exit(64);
        }
        var out = System.out;
        System.setOut(System.err); // whatever is logged on the way
        boolean json = given.contains("--json");
        var sets = List.of(option(given, "--sets", String.join(",", SETS)).split(",", -1));
        var retrieval = new Retrieval(Path.of(data), sets, !json);
        var scores = retrieval.scores();
        var unused = retrieval.vertx.close();
        tell(scores, json, out);
        System.exit(0);
    }

    private static String option(List<String> given, String name, String usual) {
        int at = given.indexOf(name);
        return at < 0 || at + 1 == given.size() ? usual : given.get(at + 1);
    }

    /** By set, then by way. */
    private Map<String, Map<String, RetrievalScores>> scores() throws Exception {
        var model = RetrievalRun.get(MiniLm.open(workers));
        var embedder = model.on(workers);
        try (var threads = Executors.newFixedThreadPool(sets.size())) {
            var runs = threads.invokeAll(
                    sets.stream().map(set -> scores(set, embedder)).toList());
            var scores = new LinkedHashMap<String, Map<String, RetrievalScores>>();
            for (int i = 0; i < sets.size(); i++) {
                scores.put(sets.get(i), runs.get(i).get());
            }
            return scores;
        }
    }

    private Callable<Map<String, RetrievalScores>> scores(String name, Embedder embedder) {
        return () -> {
            var set = RetrievalSet.read(data, name);
            System.err.printf(
                    "%s: %d texts, %d questions%n",
                    name, set.texts().size(), set.questions().size());
            try (var run = RetrievalRun.open(set, vertx, workers, embedder)) {
                var scores = run.scores(comparing);
                scores.forEach((way, score) -> System.err.println(score.row(name, way)));
                return scores;
            }
        };
    }

    private static void tell(Map<String, Map<String, RetrievalScores>> scores, boolean json, PrintStream out) {
        if (json) {
            var told = new JsonObject();
            scores.forEach((set, ways) -> told.put(set, ways.get("frond").json(set)));
            out.println(told.encode());
            return;
        }
        out.println("set       way              nDCG@10  hit@1    hit@5");
        scores.forEach((set, ways) -> ways.forEach((way, score) -> out.println(score.row(set, way))));
    }
}
