package io.frond.evaluate;

import java.util.List;
import java.util.Set;

/**
 * A question of which it is known what answers it.
 *
 * @param text as a user would ask
 * @param documents ids of those that answer it; empty where nothing should be found
 */
public record Asked(String text, Set<String> documents) {

    public Asked {
        documents = Set.copyOf(documents);
    }

    /** What finding these is worth: nDCG@10, or, where nothing should be found, 1 for that and else 0. */
    double worth(List<String> found) {
        if (documents.isEmpty()) {
            return found.isEmpty() ? 1 : 0;
        }
        return new Ranking(found, documents).ndcg(Tried.DEPTH);
    }

    /** Whether one of these answers it, or none is there where none should be. */
    boolean served(List<String> found) {
        return documents.isEmpty() ? found.isEmpty() : new Ranking(found, documents).hit(found.size());
    }

    /** The words of users stay out of logs, so also out of this. */
    @Override
    public String toString() {
        return "Asked[" + text.length() + " characters, " + documents.size() + " documents]";
    }
}
