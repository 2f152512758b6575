package io.frond.account;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of the answers of one tenant's route. Thread-safe. */
public final class Rating {
    /** Of a normal distribution 95 % lie within so many standard deviations. */
    private static final double DEVIATIONS = 1.96;

    private final Map<Sign, Long> signs = new EnumMap<>(Sign.class);
    private long answers;
    private long judged;
    private long good;
    private long bad;
    private double sum;

    /**
     * How it stands.
     *
     * @param answers all that have ended, kept ones not among them
     * @param judged those that clients have judged
     * @param mean of their scores, 0 to 1; null where there is none
     * @param low the true mean lies between this and {@code high} with 95 % confidence
     * @param signs how often the end of an answer spoke against it
     */
    public record Summary(
            long answers,
            long judged,
            long good,
            long bad,
            @Nullable Double mean,
            double low,
            double high,
            Map<Sign, Long> signs) {}

    synchronized void judged(Judgement now, @Nullable Judgement before) {
        if (before != null) {
            add(before, -1);
        }
        add(now, 1);
    }

    private void add(Judgement one, int times) {
        judged += times;
        sum += times * one.score();
        switch (one.label()) {
            case "good" -> good += times;
            case "bad" -> bad += times;
            default -> {}
        }
    }

    synchronized void ended(@Nullable Sign sign) {
        answers++;
        if (sign != null) {
            signs.merge(sign, 1L, Long::sum);
        }
    }

    synchronized Summary summary() {
        return judged == 0
                ? new Summary(answers, 0, 0, 0, null, 0, 1, Map.copyOf(signs))
                : new Summary(answers, judged, good, bad, mean(), bound(-1), bound(1), Map.copyOf(signs));
    }

    private double mean() {
        return Math.clamp(sum / judged, 0, 1);
    }

    /**
     * Wilson's interval, which holds for few judgements too. It is that of shares: scores between 0 and 1 scatter less
     * than those at the ends, so for them it is wider than it needs to be.
     */
    private double bound(int side) {
        double mean = mean();
        double square = DEVIATIONS * DEVIATIONS / judged;
        double spread = DEVIATIONS * Math.sqrt(mean * (1 - mean) / judged + square / (4 * judged));
        return Math.clamp((mean + square / 2 + side * spread) / (1 + square), 0, 1);
    }
}
