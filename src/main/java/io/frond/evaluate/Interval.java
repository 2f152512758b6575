package io.frond.evaluate;

import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * A mean, and between which bounds it is with 95 % confidence.
 *
 * @param mean of the differences that were seen
 */
public record Interval(double mean, double low, double high) {
    private static final int DRAWS = 4_000;
    private static final double OUTSIDE = 0.025;

    /**
     * By bootstrap: the questions are drawn again and again, with replacement, and each time the mean is taken.
     *
     * @param differences per question, one way of searching against another for the same question
     */
    public static Interval of(double[] differences, RandomGenerator random) {
        if (differences.length == 0) {
            return new Interval(0, 0, 0);
        }
        var means = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (int i = 0; i < differences.length; i++) {
                sum += differences[random.nextInt(differences.length)];
            }
            means[draw] = sum / differences.length;
        }
        Arrays.sort(means);
        int cut = (int) (OUTSIDE * DRAWS);
        return new Interval(Arrays.stream(differences).average().orElse(0), means[cut], means[DRAWS - 1 - cut]);
    }

    /** Whether it is above zero with all confidence. */
    public boolean gain() {
        return low > 0;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%+.3f (95 %% between %+.3f and %+.3f)", mean, low, high);
    }
}
