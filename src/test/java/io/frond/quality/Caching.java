package io.frond.quality;

import io.frond.cache.CachedPairs;
import io.frond.cache.CachedStream;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The semantic cache measured: streams of questions in many orders, pairs that differ in a date, and what the guards
 * cost. Run by {@code scripts/quality cache --data DIR [--json] [--vectors FILE]}.
 */
public final class Caching {
    private static final int ORDERS = 20;
    private static final List<String> ERRORS = List.of("0.01", "0.02", "0.05");
    private static final List<Double> FIXED = List.of(0.80, 0.85, 0.90, 0.95);

    private final List<JsonObject> rows;
    private final List<JsonObject> pairs;
    private final CachingTexts texts;
    private final PrintStream told;

    private Caching(Path data, @Nullable Path vectors, PrintStream told) throws IOException {
        this.rows = lines(data.resolve("cache-banking77/stream.jsonl"));
        this.pairs = lines(data.resolve("cache-timeqa-hazard/pairs.jsonl"));
        var all = new ArrayList<String>();
        rows.forEach(row -> all.add(row.getString("text")));
        pairs.forEach(pair -> all.addAll(List.of(pair.getString("a"), pair.getString("b"))));
        this.texts = CachingTexts.of(all, vectors);
        this.told = told;
    }

    public static void main(String[] args) throws IOException {
        var given = Arrays.asList(args);
        boolean json = given.contains("--json");
        var measured = new Caching(
                        Path.of(given.get(given.indexOf("--data") + 1)),
                        given.contains("--vectors") ? Path.of(given.get(given.indexOf("--vectors") + 1)) : null,
                        json ? System.err : System.out)
                .measure();
        if (json) {
            System.out.println(measured.encode());
        }
    }

    private static List<JsonObject> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .map(JsonObject::new)
                .toList();
    }

    private JsonObject measure() {
        return new JsonObject().put("stream", streams()).put("hazard", hazard()).put("guards", guards());
    }

    private JsonObject streams() {
        var stream = stream();
        told.printf(
                "%-10s %5s %8s %8s %8s %10s %8s%n", "error", "kept", "hits", "wrong", "most", "judgements", "checks");
        var all = new JsonObject();
        for (String error : ERRORS) {
            all.put(error, told(error, orders(stream, Double.parseDouble(error))));
        }
        for (double fixed : FIXED) {
            told(
                    "= " + fixed,
                    IntStream.range(0, ORDERS)
                            .parallel()
                            .mapToObj(n -> stream.fixed(order(n), fixed))
                            .toList());
        }
        return all;
    }

    private CachedStream stream() {
        return new CachedStream(
                rows.stream().map(row -> row.getString("text")).toList(),
                rows.stream().map(row -> row.getString("answer")).toList(),
                rows.stream().map(row -> texts.of(row.getString("text"))).toList());
    }

    private List<CachedStream.Result> orders(CachedStream stream, double error) {
        return IntStream.range(0, ORDERS)
                .parallel()
                .mapToObj(n -> stream.run(order(n), error, n))
                .toList();
    }

    private List<Integer> order(int n) {
        var order = new ArrayList<Integer>();
        IntStream.range(0, rows.size()).forEach(order::add);
        Collections.shuffle(order, new Random(1000L + n));
        return order;
    }

    private JsonObject told(String name, List<CachedStream.Result> results) {
        double error = name.startsWith("=") ? 1 : Double.parseDouble(name);
        long kept =
                results.stream().filter(one -> share(one.wrong(), one) <= error).count();
        double hits = results.stream()
                .mapToDouble(one -> share(one.hits(), one))
                .average()
                .orElse(0);
        double wrong = results.stream()
                .mapToDouble(one -> share(one.wrong(), one))
                .average()
                .orElse(0);
        double most = results.stream()
                .mapToDouble(one -> share(one.wrong(), one))
                .max()
                .orElse(0);
        told.printf(
                Locale.ROOT,
                "%-10s %5s %7.2f%% %7.2f%% %7.2f%% %10.0f %8.0f%n",
                name,
                name.startsWith("=") ? "" : Long.toString(kept),
                100 * hits,
                100 * wrong,
                100 * most,
                results.stream()
                        .mapToInt(CachedStream.Result::judgements)
                        .average()
                        .orElse(0),
                results.stream().mapToInt(CachedStream.Result::checks).average().orElse(0));
        return new JsonObject().put("orders", results.size()).put("kept", kept).put("hits", hits);
    }

    private static double share(int count, CachedStream.Result of) {
        return (double) count / of.requests();
    }

    /** As if the threshold had come down to each fixed one: calibrated ones are higher. */
    private JsonObject hazard() {
        double worst = 0;
        for (double fixed : FIXED) {
            int bare = 0;
            int guarded = 0;
            for (JsonObject pair : pairs) {
                boolean like = CachedPairs.cosine(vector(pair, "a"), vector(pair, "b")) >= fixed;
                boolean wrong = !pair.getBoolean("same");
                bare += like && wrong ? 1 : 0;
                guarded += like && wrong && against(pair) == null ? 1 : 0;
            }
            worst = Math.max(worst, (double) guarded / pairs.size());
            told.printf(
                    Locale.ROOT,
                    "hazard at %.2f: wrong %.2f%%, with guards %.2f%%%n",
                    fixed,
                    100.0 * bare / pairs.size(),
                    100.0 * guarded / pairs.size());
        }
        return new JsonObject().put("wrong", worst);
    }

    private float[] vector(JsonObject pair, String side) {
        return texts.of(pair.getString(side));
    }

    private static @Nullable String against(JsonObject pair) {
        return CachedPairs.against(pair.getString("a"), pair.getString("b"));
    }

    private JsonObject guards() {
        var lost = stream().lost(told);
        return new JsonObject().put("lost", lost);
    }
}
