package io.frond.account;

import io.frond.account.TextMix.Kind;

/**
 * What one model's reports have taught: a factor per kind of text, and what a request has beside its text. Short
 * requests teach the second, longer ones the first, each by small steps in proportion, so that one odd report moves
 * little. Thread-safe.
 */
final class Calibration {
    private static final double LARGEST_STEP = Math.log(2);
    private static final double SLOWEST = 0.03;
    private static final double FARTHEST = Math.log(8);
    private static final double LONG = 64;
    private static final double MOST_BESIDE = 2_000;
    private static final int ALL_OF = 100;
    private static final int SAMPLE = 16;

    private final double[] factors = new double[Kind.values().length];
    private final int[] seen = new int[Kind.values().length];
    private double beside;
    private int shortSeen;
    private int reports;

    /** Whether to read one more prompt for its report: each of the first, then a sample. */
    synchronized boolean wanted() {
        return ++reports <= ALL_OF || reports % SAMPLE == 0;
    }

    /** @param frame tokens that usually stand around the text */
    synchronized long tokens(TextMix text, double frame) {
        return Math.max(1, Math.round(text.tokens() * factor(text) + frame + beside));
    }

    private double factor(TextMix text) {
        return Math.exp(factors[text.mostly().place]);
    }

    synchronized void learn(TextMix text, double frame, long reported) {
        if (text.tokens() < LONG) {
            double missing = reported - text.tokens() * factor(text) - frame - beside;
            beside = bounded(beside + rate(shortSeen++) * missing, 0, MOST_BESIDE);
            return;
        }
        int kind = text.mostly().place;
        double own = Math.max(1, reported - frame - beside);
        double step = bounded(Math.log(own / (text.tokens() * factor(text))), -LARGEST_STEP, LARGEST_STEP);
        factors[kind] = bounded(factors[kind] + rate(seen[kind]++) * step, -FARTHEST, FARTHEST);
    }

    private static double rate(int before) {
        return Math.max(SLOWEST, 1.0 / (before + 2));
    }

    private static double bounded(double value, double least, double most) {
        return Math.max(least, Math.min(most, value));
    }
}
