package io.frond.classify;

import java.util.List;

/**
 * By what a model's scores are divided so that its probabilities mean something: where it says 0.8 it should be right
 * eight times of ten. Found by least log loss on examples that the model had not seen, with a pull towards a usual
 * value while these are few.
 */
final class Temperature {
    private static final double PULL = 4;
    private static final double LOWEST = 0.02;
    private static final double HIGHEST = 5;
    private static final int ROUNDS = 40;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private Temperature() {}

    /** One prediction on an example that was held out. */
    static final class HeldOut {
        private final double[] scores;
        private final int label;

        HeldOut(double[] scores, int label) {
            this.scores = scores;
            this.label = label;
        }
    }

    static double fit(List<HeldOut> heldOut, double usual) {
        double low = Math.log(LOWEST);
        double high = Math.log(HIGHEST);
        for (int i = 0; i < ROUNDS; i++) {
            double a = high - GOLDEN * (high - low);
            double b = low + GOLDEN * (high - low);
            if (loss(heldOut, a, usual) < loss(heldOut, b, usual)) {
                high = b;
            } else {
                low = a;
            }
        }
        return Math.exp((low + high) / 2);
    }

    private static double loss(List<HeldOut> heldOut, double log, double usual) {
        double away = log - Math.log(usual);
        double loss = PULL * away * away;
        for (HeldOut one : heldOut) {
            double p = Softmax.probabilities(one.scores.clone(), Math.exp(log))[one.label];
            loss -= Math.log(Math.max(p, 1e-9));
        }
        return loss;
    }
}
