package io.frond.classify;

import io.frond.classify.Temperature.HeldOut;
import java.util.Arrays;
import java.util.List;

/**
 * How likely it is that a question belongs to any route at all, judged by two things that complete each other: how
 * like it is to its nearest examples, and how strongly the model holds with its best route. Both are measured against
 * what the examples have themselves, each held out in turn.
 *
 * @param likeness of held-out examples to their nearest
 * @param score of held-out examples for their best route
 * @param floor sum of both, in spreads, that only one example of twenty falls below
 * @param slope of a logistic curve: by so much the odds grow e-fold
 */
record Familiarity(Scale likeness, Scale score, double floor, double slope) {
    static final int NEAREST = 3;
    private static final double USUAL_FLOOR = -3;
    private static final double USUAL_SPREAD = 1.5;
    private static final double USUAL_WEIGHT = 8;
    private static final double SLOPES_PER_SPREAD = 2;
    private static final Scale USUAL_LIKENESS = new Scale(0.45, 0.13);
    private static final Scale USUAL_SCORE = new Scale(0.3, 0.15);

    /** That what is no more familiar than the floor belongs here: so unlike, strangers are twice as many. */
    private static final double ODDS = 0.5;

    /** Where values lie, and how far apart. */
    record Scale(double mean, double spread) {

        static Scale of(double[] values, Scale usual) {
            double mean = Arrays.stream(values).average().orElse(0);
            double squares =
                    Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
            double spread = values.length == 0 ? 0 : Math.sqrt(squares / values.length);
            return new Scale(
                    towards(mean, usual.mean, values.length),
                    Math.max(1e-6, towards(spread, usual.spread, values.length)));
        }

        double of(double value) {
            return (value - mean) / spread;
        }
    }

    /**
     * Learnt from the examples, each seen as if it were a question and not an example.
     *
     * @param likenesses to the nearest others
     * @param heldOut as many; none where there are no scores
     */
    static Familiarity of(double[] likenesses, List<HeldOut> heldOut) {
        double[] scores = heldOut.isEmpty()
                ? new double[likenesses.length]
                : heldOut.stream().mapToDouble(HeldOut::best).toArray();
        var likeness = Scale.of(likenesses, USUAL_LIKENESS);
        var score = Scale.of(scores, USUAL_SCORE);
        double[] both = new double[likenesses.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = likeness.of(likenesses[i]) + score.of(scores[i]);
        }
        Arrays.sort(both);
        double low = quantile(both, 0.05);
        double spread = quantile(both, 0.2) - low;
        return new Familiarity(
                likeness,
                score,
                towards(low, USUAL_FLOOR, both.length),
                Math.max(1e-6, towards(spread, USUAL_SPREAD, both.length) / SLOPES_PER_SPREAD));
    }

    /** Few examples say little: what is usual counts as so many of them. */
    private static double towards(double found, double usual, int examples) {
        return (found * examples + usual * USUAL_WEIGHT) / (examples + USUAL_WEIGHT);
    }

    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))];
    }

    /** By the score of the best route alone. */
    static Familiarity of(List<HeldOut> heldOut) {
        return of(new double[heldOut.size()], heldOut);
    }

    /** How familiar a question is, in spreads of the examples; 0 for a usual one. */
    double of(double likenessOfQuestion, double bestScore) {
        return likeness.of(likenessOfQuestion) + score.of(bestScore);
    }

    /** Whether a question is less familiar than nearly all of the examples are to the others. */
    boolean stranger(double familiar) {
        return familiar < floor;
    }

    /** 0 to 1. */
    double probability(double familiar) {
        return ODDS / (ODDS + Math.exp((floor - familiar) / slope));
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
