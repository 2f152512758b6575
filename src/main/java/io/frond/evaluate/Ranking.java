package io.frond.evaluate;

import java.util.List;
import java.util.Set;

/**
 * What came up for a question, beside what should have.
 *
 * @param found ids of documents, best first, each once
 * @param relevant those that answer the question; at least one
 */
public record Ranking(List<String> found, Set<String> relevant) {

    public Ranking {
        found = List.copyOf(found);
        relevant = Set.copyOf(relevant);
        if (relevant.isEmpty()) {
            throw new IllegalArgumentException("a question that nothing answers cannot be ranked for");
        }
    }

    /**
     * Discounted gain of the first so many, as a share of the best that was possible: 1 where all relevant documents
     * lead, 0 where none is there.
     */
    public double ndcg(int depth) {
        double gain = 0;
        for (int rank = 0; rank < Math.min(depth, found.size()); rank++) {
            gain += relevant.contains(found.get(rank)) ? discount(rank) : 0;
        }
        double best = 0;
        for (int rank = 0; rank < Math.min(depth, relevant.size()); rank++) {
            best += discount(rank);
        }
        return gain / best;
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(rank + 2.0);
    }

    /** Whether one of the first so many is relevant. */
    public boolean hit(int depth) {
        return found.stream().limit(depth).anyMatch(relevant::contains);
    }
}
