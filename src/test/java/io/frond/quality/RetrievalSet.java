package io.frond.quality;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A labelled set: texts, and questions of which it is known which texts answer them.
 *
 * @param texts rows of {@code corpus.jsonl}
 * @param questions rows of {@code queries.jsonl}, those without a relevant text left out
 */
record RetrievalSet(String name, List<Text> texts, List<Asked> questions) {

    /**
     * @param title empty where it has none
     * @param tenant whose it is; empty where all questions search all texts
     */
    record Text(String id, String title, String tenant, String text) {}

    record Asked(String text, String tenant, Set<String> relevant) {}

    static RetrievalSet read(Path data, String name) throws IOException {
        var folder = data.resolve("retrieval-" + name);
        var texts = new ArrayList<Text>();
        for (var row : rows(folder.resolve("corpus.jsonl"))) {
            var title = row.getString("title", "").replace('_', ' ');
            texts.add(new Text(row.getString("id"), title, row.getString("tenant", ""), row.getString("text")));
        }
        var relevant = relevant(folder.resolve("qrels.jsonl"));
        var questions = new ArrayList<Asked>();
        for (var row : rows(folder.resolve("queries.jsonl"))) {
            var answers = relevant.getOrDefault(row.getString("id"), Set.of());
            if (!answers.isEmpty()) {
                questions.add(new Asked(row.getString("text"), row.getString("tenant", ""), answers));
            }
        }
        return new RetrievalSet(name, texts, questions);
    }

    private static Map<String, Set<String>> relevant(Path file) throws IOException {
        var byQuestion = new HashMap<String, Set<String>>();
        for (var row : rows(file)) {
            if (row.getInteger("rel", 1) > 0) {
                byQuestion
                        .computeIfAbsent(row.getString("query"), question -> new HashSet<>())
                        .add(row.getString("doc"));
            }
        }
        return byQuestion;
    }

    private static List<JsonObject> rows(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank()).map(JsonObject::new).toList();
        }
    }
}
