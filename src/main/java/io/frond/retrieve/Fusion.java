package io.frond.retrieve;

import java.util.List;

/**
 * One score from words and vectors.
 *
 * <p>The order comes from a weighted sum of both measures, each divided by its best value for this question
 * (normalised sums beat reciprocal ranks where both measures are scored):
 *
 * <pre>  relative = dense * max(0, cosine) / best cosine + (1 - dense) * bm25 / best bm25</pre>
 *
 * A chunk without a vector is weighed by its words alone. Zero stands for the worst value of either measure, because
 * the worst candidate's would say that something is bad only because everything is good.
 *
 * <p>A relative score cannot say that nothing fits: the best of a bad lot always gets 1. So it is multiplied by the
 * evidence that the collection knows of the question at all, the same for all candidates:
 *
 * <pre>  evidence = dense * share(best cosine, UNRELATED, RELATED) + (1 - dense) * share(best coverage, STRAY, ANSWERING)
 *   share(x, from, to) = (x - from) / (to - from), cut to 0..1
 *   score = relative / best relative * evidence</pre>
 *
 * Coverage is the share of the question's terms that a chunk holds, weighed by {@link Rarity}. The four bounds are
 * chosen on public question sets with the built-in embedder, so that 0.25 keeps nearly all questions that belong to a
 * collection and, the narrower the collection, turns away more of those that do not. In doubt a passage is let
 * through, for a model can pass over it.
 */
final class Fusion {
    private static final double UNRELATED = 0.25;
    private static final double RELATED = 0.6;
    private static final double STRAY = 0.1;
    private static final double ANSWERING = 0.65;

    private final double dense;
    private final double bestWords;
    private final double bestCosine;
    private final double bestRelative;
    private final double evidence;

    Fusion(List<Candidate> candidates, double dense) {
        bestWords = candidates.stream().mapToDouble(Candidate::words).max().orElse(0);
        bestCosine =
                candidates.stream().mapToDouble(Fusion::positiveCosine).max().orElse(0);
        boolean vectors = candidates.stream().anyMatch(c -> c.cosine() != null);
        this.dense = vectors ? dense : 0;
        bestRelative = candidates.stream().mapToDouble(this::relative).max().orElse(0);
        double coverage =
                candidates.stream().mapToDouble(Candidate::coverage).max().orElse(0);
        evidence = this.dense * share(bestCosine, UNRELATED, RELATED)
                + (1 - this.dense) * share(coverage, STRAY, ANSWERING);
    }

    /** 0 to 1. */
    double score(Candidate candidate) {
        return share(candidate) * evidence;
    }

    /** Of the best, 0 to 1. */
    double share(Candidate candidate) {
        return bestRelative == 0 ? 0 : relative(candidate) / bestRelative;
    }

    /** What a share must be multiplied by. */
    double evidence() {
        return evidence;
    }

    private double relative(Candidate candidate) {
        double words = bestWords == 0 ? 0 : candidate.words() / bestWords;
        if (candidate.cosine() == null) {
            return words;
        }
        double meaning = bestCosine == 0 ? 0 : positiveCosine(candidate) / bestCosine;
        return dense * meaning + (1 - dense) * words;
    }

    private static double positiveCosine(Candidate candidate) {
        var cosine = candidate.cosine();
        return cosine == null ? 0 : Math.max(0, cosine);
    }

    private static double share(double value, double from, double to) {
        return Math.clamp((value - from) / (to - from), 0.0, 1.0);
    }
}
