package io.frond.classify;

import java.util.Arrays;
import java.util.List;

/**
 * By what a model's scores are divided so that its probabilities mean something: where it says 0.8 it should be right
 * eight times of ten. Found by least log loss on examples that the model had not seen, with a pull towards a usual
 * value while these are few.
 */
final class Temperature {
    private static final double PULL = 20;
    private static final double LOWEST = 0.02;
    private static final double HIGHEST = 5;
    private static final int ROUNDS = 20;
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

        /** Of the best class. */
        double best() {
            return Arrays.stream(scores).max().orElse(0);
        }

        double[] probabilities(double temperature) {
            return Softmax.probabilities(scores.clone(), temperature);
        }
    }

    static double fit(List<HeldOut> heldOut, double usual) {
        double low = Math.log(LOWEST);
        double high = Math.log(HIGHEST);
        double a = high - GOLDEN * (high - low);
        double b = low + GOLDEN * (high - low);
        double lossA = loss(heldOut, a, usual);
        double lossB = loss(heldOut, b, usual);
        for (int i = 0; i < ROUNDS; i++) {
            if (lossA < lossB) {
                high = b;
                b = a;
                lossB = lossA;
                a = high - GOLDEN * (high - low);
                lossA = loss(heldOut, a, usual);
            } else {
                low = a;
                a = b;
                lossA = lossB;
                b = low + GOLDEN * (high - low);
                lossB = loss(heldOut, b, usual);
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
