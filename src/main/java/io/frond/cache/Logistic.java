package io.frond.cache;

import java.util.List;

/**
 * Probability that an answer is right, from its evidence: logistic regression, pulled a little towards knowing nothing.
 * Immutable.
 */
final class Logistic {
    /** Believes nothing. */
    static final Logistic IGNORANT = new Logistic(new double[] {-2, 0, 0, 0, 0});

    private static final double PULL = 1;
    private static final int STEPS = 8;
    /** So many judgements weigh as much as the model does. */
    private static final double TRUST = 8;
    /** From so many on an entry's own record counts. */
    private static final int ENOUGH = 6;

    private final double[] weights;

    private Logistic(double[] weights) {
        this.weights = weights;
    }

    /**
     * What was judged.
     *
     * @param weight how many requests it stands for
     */
    record Case(Evidence evidence, boolean right, double weight) {}

    /** By Newton's method; a few thousand cases take about a millisecond. */
    static Logistic of(List<Case> cases) {
        var weights = new double[Evidence.FEATURES];
        for (int step = 0; step < STEPS; step++) {
            var slope = new double[Evidence.FEATURES];
            var curve = new double[Evidence.FEATURES][Evidence.FEATURES];
            for (int i = 0; i < weights.length; i++) {
                slope[i] = -PULL * weights[i];
                curve[i][i] = PULL;
            }
            cases.forEach(one -> add(one, weights, slope, curve));
            var move = solve(curve, slope);
            for (int i = 0; i < weights.length; i++) {
                weights[i] += Math.clamp(move[i], -4, 4);
            }
        }
        return new Logistic(weights);
    }

    private static void add(Case one, double[] weights, double[] slope, double[][] curve) {
        var features = one.evidence.features();
        double p = sigmoid(dot(weights, features));
        double miss = one.weight * ((one.right ? 1 : 0) - p);
        double bend = one.weight * p * (1 - p);
        for (int i = 0; i < slope.length; i++) {
            slope[i] += miss * features[i];
            for (int j = 0; j < slope.length; j++) {
                curve[i][j] += bend * features[i] * features[j];
            }
        }
    }

    /** Of a symmetric positive matrix, by elimination. Both are used up. */
    private static double[] solve(double[][] matrix, double[] right) {
        int n = right.length;
        for (int i = 0; i < n; i++) {
            for (int row = i + 1; row < n; row++) {
                double times = matrix[row][i] / matrix[i][i];
                for (int j = i; j < n; j++) {
                    matrix[row][j] -= times * matrix[i][j];
                }
                right[row] -= times * right[i];
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int j = i + 1; j < n; j++) {
                right[i] -= matrix[i][j] * right[j];
            }
            right[i] /= matrix[i][i];
        }
        return right;
    }

    /** Of the pair by itself, corrected by how the entry did before once that is known. */
    double right(Evidence evidence) {
        double p = sigmoid(dot(weights, evidence.features()));
        return evidence.judged() < ENOUGH ? p : (TRUST * p + evidence.right()) / (TRUST + evidence.judged());
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
