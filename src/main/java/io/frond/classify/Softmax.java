package io.frond.classify;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Multinomial logistic regression with L2 penalty, trained by stochastic gradient descent. Immutable once trained;
 * the same examples in the same order give the same model.
 */
final class Softmax {
    private final int classes;
    private final float[] weights;
    private final double[] bias;

    private Softmax(int classes, float[] weights, double[] bias) {
        this.classes = classes;
        this.weights = weights;
        this.bias = bias;
    }

    /**
     * What training rests on.
     *
     * @param size of the feature space
     * @param labels the class of each example, from 0
     */
    record Examples(List<Features> features, List<Integer> labels, int classes, int size) {

        /** How much one example of each class counts: rare classes as much in all as frequent ones. */
        double[] balance() {
            double[] each = new double[classes];
            for (int label : labels) {
                each[label]++;
            }
            for (int c = 0; c < classes; c++) {
                each[c] = each[c] == 0 ? 0 : labels.size() / (classes * each[c]);
            }
            return each;
        }
    }

    /**
     * @param penalty of squared weights, per example
     * @param passes over all examples
     * @param rate first step; later steps are shorter
     */
    record Fit(double penalty, int passes, double rate) {}

    static Softmax train(Examples examples, Fit fit) {
        var training = new Training(examples, fit);
        RandomGenerator shuffle = RandomGeneratorFactory.of("SplittableRandom").create(20_11);
        for (int pass = 0; pass < fit.passes; pass++) {
            training.pass(pass, shuffle);
        }
        return training.done();
    }

    /** The linear model that a kernel model comes to, whose kernel is the product of these vectors. */
    static Softmax sum(List<Features> vectors, KernelRidge ridge, int classes, int size) {
        float[] weights = new float[size * classes];
        for (int v = 0; v < vectors.size(); v++) {
            var vector = vectors.get(v);
            double[] much = ridge.weights(v);
            for (int i = 0; i < vector.size(); i++) {
                int row = vector.at(i) * classes;
                for (int c = 0; c < classes; c++) {
                    weights[row + c] += (float) (much[c] * vector.weight(i));
                }
            }
        }
        return new Softmax(classes, weights, new double[classes]);
    }

    int classes() {
        return classes;
    }

    float weight(int feature, int of) {
        return weights[feature * classes + of];
    }

    double[] bias() {
        return bias.clone();
    }

    /** A score per class; only differences mean something. Four at a time, for each addition waits for the last one. */
    double[] scores(Features text) {
        double[] scores = bias.clone();
        int i = 0;
        for (; i + 3 < text.size(); i += 4) {
            add(text, i, scores);
        }
        for (; i < text.size(); i++) {
            int row = text.at(i) * classes;
            float x = text.weight(i);
            for (int c = 0; c < classes; c++) {
                scores[c] += weights[row + c] * x;
            }
        }
        return scores;
    }

    private void add(Features text, int i, double[] scores) {
        int a = text.at(i) * classes;
        int b = text.at(i + 1) * classes;
        int c = text.at(i + 2) * classes;
        int d = text.at(i + 3) * classes;
        float x = text.weight(i);
        float y = text.weight(i + 1);
        float z = text.weight(i + 2);
        float w = text.weight(i + 3);
        for (int k = 0; k < classes; k++) {
            scores[k] += (weights[a + k] * x + weights[b + k] * y) + (weights[c + k] * z + weights[d + k] * w);
        }
    }

    /** Scores, sharpened or softened, as probabilities; in place. */
    static double[] probabilities(double[] scores, double temperature) {
        double most = Double.NEGATIVE_INFINITY;
        for (double s : scores) {
            most = Math.max(most, s);
        }
        double sum = 0;
        for (int c = 0; c < scores.length; c++) {
            scores[c] = Math.exp((scores[c] - most) / temperature);
            sum += scores[c];
        }
        for (int c = 0; c < scores.length; c++) {
            scores[c] /= sum;
        }
        return scores;
    }

    /**
     * The weights are kept as {@code scale * weights}, so that the penalty costs one multiplication a step. As the scale
     * only ever shrinks, by e^-60 over some thousands of examples, it is multiplied into the weights before they would
     * outgrow a float.
     */
    private static final class Training {
        private static final double SMALLEST_SCALE = 1e-6;

        private final Examples examples;
        private final Fit fit;
        private final Softmax model;
        private final double[] balance;
        private final int[] order;
        private double scale = 1;

        private Training(Examples examples, Fit fit) {
            this.examples = examples;
            this.fit = fit;
            int classes = examples.classes;
            model = new Softmax(classes, new float[examples.size * classes], new double[classes]);
            balance = examples.balance();
            order = new int[examples.labels.size()];
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
            }
        }

        private void pass(int pass, RandomGenerator random) {
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            double rate = fit.rate / (1 + 4.0 * pass / fit.passes);
            for (int example : order) {
                step(example, rate);
            }
        }

        private void step(int example, double rate) {
            Features text = examples.features.get(example);
            int label = examples.labels.get(example);
            double[] wrong = probabilities(scaledScores(text), 1);
            wrong[label] -= 1;
            scale *= 1 - rate * fit.penalty;
            if (scale < SMALLEST_SCALE) {
                settle();
            }
            double pace = rate * balance[label];
            for (int c = 0; c < wrong.length; c++) {
                model.bias[c] -= 0.1 * pace * wrong[c];
                wrong[c] *= pace / scale;
            }
            push(text, wrong);
        }

        private double[] scaledScores(Features text) {
            double[] scores = model.scores(text);
            for (int c = 0; c < scores.length; c++) {
                scores[c] = model.bias[c] + (scores[c] - model.bias[c]) * scale;
            }
            return scores;
        }

        private void push(Features text, double[] against) {
            for (int i = 0; i < text.size(); i++) {
                int row = text.at(i) * against.length;
                for (int c = 0; c < against.length; c++) {
                    model.weights[row + c] -= (float) (against[c] * text.weight(i));
                }
            }
        }

        private Softmax done() {
            settle();
            return model;
        }

        private void settle() {
            for (int i = 0; i < model.weights.length; i++) {
                model.weights[i] *= (float) scale;
            }
            scale = 1;
        }
    }
}
