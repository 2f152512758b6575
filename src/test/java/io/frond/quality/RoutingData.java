package io.frond.quality;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Labelled rows of one set: where examples are taken from, and what is asked. The two are disjoint.
 *
 * @param examples rows that a tenant may give as examples
 * @param questions rows that are asked
 */
record RoutingData(List<Row> examples, List<Row> questions) {

    /** A line of the file, with the label that the measure is about. */
    record Row(String text, String label, JsonObject line) {}

    /**
     * @param data folder of the questions
     * @param train folder of the examples; the same one where a part of it is to be kept for examples
     */
    static RoutingData read(Path data, Path train, String set, Function<JsonObject, String> label) throws IOException {
        var asked = rows(data.resolve(set), label);
        if (!data.equals(train)) {
            return new RoutingData(rows(train.resolve(set), label), asked);
        }
        return new RoutingData(only(asked, RoutingData::kept), only(asked, row -> !kept(row)));
    }

    /** Two rows of three, whatever the order of the file. */
    private static boolean kept(Row row) {
        return Math.floorMod((row.text.hashCode() * 0x9E3779B9) >>> 7, 3) != 0;
    }

    private static List<Row> rows(Path folder, Function<JsonObject, String> label) throws IOException {
        var rows = new ArrayList<Row>();
        for (String line : Files.readAllLines(folder.resolve("data.jsonl"))) {
            var json = new JsonObject(line);
            rows.add(new Row(json.getString("text"), label.apply(json), json));
        }
        return rows;
    }

    RoutingData where(Predicate<Row> holds) {
        return new RoutingData(only(examples, holds), only(questions, holds));
    }

    static List<Row> only(List<Row> rows, Predicate<Row> holds) {
        return rows.stream().filter(holds).toList();
    }

    /** So many rows by lot, or all. */
    static List<Row> some(List<Row> rows, int most, int seed) {
        var shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(seed));
        return List.copyOf(shuffled.subList(0, Math.min(most, shuffled.size())));
    }

    /** So many examples of each label by lot, one seed another lot. */
    Map<String, List<String>> few(int each, int seed) {
        var byLabel = new LinkedHashMap<String, List<Row>>();
        examples.forEach(row ->
                byLabel.computeIfAbsent(row.label, l -> new ArrayList<>()).add(row));
        var few = new LinkedHashMap<String, List<String>>();
        byLabel.forEach((name, rows) ->
                few.put(name, some(rows, each, seed).stream().map(Row::text).toList()));
        return few;
    }
}
