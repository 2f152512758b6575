package io.frond.quality;

import io.frond.evaluate.Ranking;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** How well the rankings of a set's questions serve, on average. */
record RetrievalScores(double ndcg10, double hit1, double hit5) {

    static RetrievalScores of(List<Ranking> rankings) {
        return new RetrievalScores(
                rankings.stream().mapToDouble(one -> one.ndcg(10)).average().orElse(0),
                rankings.stream()
                        .mapToDouble(one -> one.hit(1) ? 1 : 0)
                        .average()
                        .orElse(0),
                rankings.stream()
                        .mapToDouble(one -> one.hit(5) ? 1 : 0)
                        .average()
                        .orElse(0));
    }

    /** With the measures by which the set is judged. */
    JsonObject json(String set) {
        var told = new JsonObject().put("ndcg10", ndcg10);
        return switch (set) {
            case "squad" -> told.put("hit1", hit1);
            case "policyqa" -> told.put("hit5", hit5);
            default -> told;
        };
    }

    String row(String set, String way) {
        return String.format(
                Locale.ROOT, "%-9s %-16s %.4f  %5.1f %%  %5.1f %%", set, way, ndcg10, 100 * hit1, 100 * hit5);
    }
}
