package io.frond.retrieve;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A search as one {@code _msearch}: the best by words and the best by vectors, both of what the search admits. All
 * measures are then taken here from what was brought, the same for both: OpenSearch tells how many chunks hold each
 * term, and a chunk brings its terms and its vector along.
 */
final class OpenSearchSearch {
    private static final int CANDIDATES = 50;
    private static final double K1 = 0.9;
    private static final double B = 0.4;

    private final Search search;
    private final List<String> terms;

    /** @param terms of the question */
    OpenSearchSearch(Search search, List<String> terms) {
        this.search = search;
        this.terms = terms;
    }

    boolean empty() {
        return terms.isEmpty() && search.vector() == null;
    }

    Buffer request(String index) {
        var target = new JsonObject().put("index", index);
        var lines = new ArrayList<JsonObject>(List.of(target, byWords()));
        var vector = search.vector();
        if (vector != null) {
            lines.add(target);
            lines.add(byVector(vector));
        }
        return OpenSearchClient.lines(lines);
    }

    private JsonObject byWords() {
        var any = new JsonArray();
        var holding = new JsonObject();
        for (int i = 0; i < terms.size(); i++) {
            var holds = new JsonObject().put("term", new JsonObject().put("terms", terms.get(i)));
            any.add(holds);
            holding.put(Integer.toString(i), holds);
        }
        var counts =
                new JsonObject().put("length", new JsonObject().put("avg", new JsonObject().put("field", "length")));
        if (!terms.isEmpty()) {
            counts.put("df", new JsonObject().put("filters", new JsonObject().put("filters", holding)));
        }
        var query = OpenSearchFilter.bool("filter", new JsonArray().add(OpenSearchFilter.of(search)));
        query.getJsonObject("bool").put("should", any).put("minimum_should_match", 1);
        return new JsonObject()
                .put("size", terms.isEmpty() ? 0 : CANDIDATES)
                .put("query", query)
                .put(
                        "aggs",
                        new JsonObject()
                                .put(
                                        "all",
                                        new JsonObject()
                                                .put("global", new JsonObject())
                                                .put("aggs", counts)));
    }

    private JsonObject byVector(float[] vector) {
        var numbers = new JsonArray();
        for (float number : vector) {
            numbers.add(number);
        }
        var near =
                new JsonObject().put("vector", numbers).put("k", CANDIDATES).put("filter", OpenSearchFilter.of(search));
        return new JsonObject()
                .put("size", CANDIDATES)
                .put("query", new JsonObject().put("knn", new JsonObject().put("vector", near)));
    }

    /** Parses up to a megabyte: off the event loop. */
    List<Hit> hits(Buffer answer) {
        var responses = answer.toJsonObject().getJsonArray("responses");
        var brought = new LinkedHashMap<String, JsonObject>();
        for (int i = 0; i < responses.size(); i++) {
            bring(responses.getJsonObject(i), brought);
        }
        var stock = new Stock(
                responses.getJsonObject(0).getJsonObject("aggregations").getJsonObject("all"), terms);
        var found = new ArrayList<Found>();
        brought.values().forEach(entry -> found.add(measured(found.size(), entry, stock)));
        return Found.best(found, search);
    }

    /** Where no chunk has a vector yet, OpenSearch knows no such field: that search then brings nothing. */
    private static void bring(JsonObject response, Map<String, JsonObject> brought) {
        if (response.getJsonObject("error") != null) {
            int status = response.getInteger("status", 500);
            if (status != 400) {
                throw new IllegalStateException("OpenSearch answers a search with status " + status);
            }
            return;
        }
        for (var hit : response.getJsonObject("hits").getJsonArray("hits")) {
            brought.put(((JsonObject) hit).getString("_id"), ((JsonObject) hit).getJsonObject("_source"));
        }
    }

    private Found measured(int place, JsonObject entry, Stock stock) {
        var held = new LinkedHashMap<String, Integer>();
        for (var term : entry.getString("terms").split(" ", -1)) {
            held.merge(term, 1, Integer::sum);
        }
        double words = 0;
        double covered = 0;
        for (var term : terms) {
            int count = held.getOrDefault(term, 0);
            if (count > 0) {
                double length = entry.getInteger("length") / stock.length;
                words += stock.idf(term) * count / (count + K1 * (1 - B + B * length));
                covered += stock.rarity(term);
            }
        }
        double coverage = stock.rarity == 0 ? 0 : covered / stock.rarity;
        var candidate = new Candidate(place, words, coverage, cosine(entry.getString("packed")));
        return new Found(OpenSearchEntry.chunk(entry), candidate);
    }

    private @Nullable Double cosine(@Nullable String packed) {
        var asked = search.vector();
        if (packed == null || asked == null) {
            return null;
        }
        var own = OpenSearchEntry.vector(packed);
        double sum = 0;
        for (int i = 0; i < Math.min(asked.length, own.length); i++) {
            sum += (double) asked[i] * own[i];
        }
        return sum;
    }

    /** The collection in figures. */
    private static final class Stock {
        private final Map<String, Double> holding = new LinkedHashMap<>();
        private final double chunks;
        private final double length;
        private final double rarity;

        Stock(JsonObject all, List<String> terms) {
            chunks = Math.max(1, all.getInteger("doc_count"));
            var average = all.getJsonObject("length").getDouble("value");
            length = average == null ? 1 : Math.max(1, average);
            for (int i = 0; i < terms.size(); i++) {
                var bucket = all.getJsonObject("df").getJsonObject("buckets").getJsonObject(Integer.toString(i));
                holding.put(terms.get(i), (double) bucket.getInteger("doc_count"));
            }
            rarity = terms.stream().mapToDouble(this::rarity).sum();
        }

        /** As {@link Rarity}. */
        double rarity(String term) {
            return Math.log1p(chunks / Math.max(0.5, holding.getOrDefault(term, 0.0)));
        }

        double idf(String term) {
            double with = holding.getOrDefault(term, 0.0);
            return Math.log1p(Math.max(0.5, chunks - with + 0.5) / (with + 0.5));
        }
    }
}
