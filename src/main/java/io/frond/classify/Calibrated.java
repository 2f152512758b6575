package io.frond.classify;

import io.frond.model.Verdict.Candidate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * From a model's scores to probabilities of routes.
 *
 * @param temperature by which scores are divided so that the probabilities mean what they say
 * @param routes by class
 */
record Calibrated(double temperature, List<String> routes) {
    private static final Comparator<Candidate> LIKELIEST =
            Comparator.comparingDouble(Candidate::probability).reversed();

    Calibrated {
        routes = List.copyOf(routes);
    }

    /**
     * The allowed routes, likeliest first. What was learnt about the others does not count.
     *
     * @param all scores, one a class
     * @param share of probability that goes to the routes at all, the rest being "none of these"
     */
    List<Candidate> candidates(double[] all, List<String> allowed, double share) {
        int[] open = indices(allowed);
        double[] scores = new double[open.length];
        for (int i = 0; i < open.length; i++) {
            scores[i] = all[open[i]];
        }
        double[] likely = Softmax.probabilities(scores, temperature);
        var candidates = new Candidate[open.length];
        for (int i = 0; i < open.length; i++) {
            candidates[i] = new Candidate(routes.get(open[i]), likely[i] * share);
        }
        Arrays.sort(candidates, LIKELIEST);
        return List.of(candidates);
    }

    /** The best score of an allowed route. */
    double best(double[] all, List<String> allowed) {
        double best = Double.NEGATIVE_INFINITY;
        for (int open : indices(allowed)) {
            best = Math.max(best, all[open]);
        }
        return best;
    }

    private int[] indices(List<String> allowed) {
        int[] found = new int[routes.size()];
        int count = 0;
        for (int c = 0; c < found.length; c++) {
            if (allowed.contains(routes.get(c))) {
                found[count++] = c;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** How many of the routes a tenant may take were learnt. */
    int known(List<String> allowed) {
        int known = 0;
        for (String route : routes) {
            known += allowed.contains(route) ? 1 : 0;
        }
        return known;
    }
}
