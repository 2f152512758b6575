package io.frond.classify;

import java.util.Arrays;
import java.util.List;

/**
 * How likely it is that a question belongs to any route at all, judged by its nearest examples: a logistic curve
 * through the similarities that the examples have among themselves.
 *
 * @param floor similarity that only one example of twenty falls below
 * @param slope similarity by which the odds grow e-fold
 */
record Familiarity(double floor, double slope) {
    static final int NEAREST = 3;
    private static final double USUAL_FLOOR = 0.16;
    private static final double USUAL_SPREAD = 0.06;
    private static final double USUAL_WEIGHT = 8;
    private static final double SLOPES_PER_SPREAD = 2;

    /** In a tenant's traffic about one question of ten belongs to no route. */
    private static final double ODDS = 9;

    /** Learnt from the examples, each seen as if it were a question and not an example. */
    static Familiarity of(List<float[]> examples) {
        double[] likeness = new double[examples.size()];
        for (int i = 0; i < likeness.length; i++) {
            var nearest = new Nearest();
            for (int j = 0; j < likeness.length; j++) {
                if (j != i) {
                    nearest.add(dot(examples.get(i), examples.get(j)), j);
                }
            }
            likeness[i] = nearest.mean();
        }
        Arrays.sort(likeness);
        double low = quantile(likeness, 0.05);
        double spread = quantile(likeness, 0.2) - low;
        return new Familiarity(
                towards(low, USUAL_FLOOR, likeness.length),
                towards(spread, USUAL_SPREAD, likeness.length) / SLOPES_PER_SPREAD);
    }

    /** Few examples say little: what is usual counts as so many of them. */
    private static double towards(double found, double usual, int examples) {
        return (found * examples + usual * USUAL_WEIGHT) / (examples + USUAL_WEIGHT);
    }

    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))];
    }

    /** Whether a question is less like the examples than nearly all of them are like each other. */
    boolean stranger(double likeness) {
        return likeness < floor;
    }

    /** 0 to 1. */
    double probability(double likeness) {
        return ODDS / (ODDS + Math.exp((floor - likeness) / slope));
    }

    static double dot(float[] a, float[] b) {
        float even = 0;
        float odd = 0;
        for (int i = 0; i + 1 < a.length; i += 2) {
            even += a[i] * b[i];
            odd += a[i + 1] * b[i + 1];
        }
        return a.length % 2 == 0 ? even + odd : even + odd + a[a.length - 1] * b[a.length - 1];
    }

    /** The few nearest of many. */
    static final class Nearest {
        private final double[] best = new double[NEAREST];
        private int count;
        private int closest = -1;

        void add(double similarity, int which) {
            if (count == 0 || similarity > best[0]) {
                closest = which;
            }
            int at = Math.min(count, NEAREST - 1);
            if (count == NEAREST && similarity <= best[at]) {
                return;
            }
            count = Math.min(count + 1, NEAREST);
            while (at > 0 && best[at - 1] < similarity) {
                best[at] = best[at - 1];
                at--;
            }
            best[at] = similarity;
        }

        /** Mean similarity of the nearest; 0 where there is none. */
        double mean() {
            return count == 0 ? 0 : Arrays.stream(best, 0, count).sum() / count;
        }

        double best() {
            return count == 0 ? 0 : best[0];
        }

        /** Which was the nearest; -1 where there is none. */
        int closest() {
            return closest;
        }
    }
}
