package io.frond.retrieve;

import java.util.Comparator;
import java.util.List;

/**
 * A chunk that an engine brought up, with the measures by which it is ranked here.
 *
 * @param candidate its entry is its place among what was brought
 */
record Found(Chunk chunk, Candidate candidate) {

    /** The best of them, ordered as those of the index in this process. */
    static List<Hit> best(List<Found> all, Search search) {
        var fusion = new Fusion(all.stream().map(Found::candidate).toList(), search.dense());
        return all.stream()
                .map(found -> new Ranked(found, fusion.score(found.candidate)))
                .sorted(Comparator.comparingDouble(Ranked::score)
                        .reversed()
                        .thenComparingInt(ranked -> ranked.found.candidate.entry()))
                .limit(search.k())
                .map(ranked -> new Hit(ranked.found.chunk, ranked.score))
                .toList();
    }

    private record Ranked(Found found, double score) {}
}
