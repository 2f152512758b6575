package io.frond.evaluate;

import java.util.Comparator;
import java.util.List;

/**
 * Which settings some questions speak for: of all that are within one standard error of the best the ones nearest to
 * those of now, so that nothing is changed for the sake of a few questions.
 */
final class Choice {
    private final List<Tried> all;
    private final Tried now;

    /** @param all those of now first */
    Choice(List<Tried> all) {
        this.all = List.copyOf(all);
        this.now = all.getFirst();
    }

    /** @param questions by their places */
    Tried by(int[] questions) {
        var best = all.stream()
                .max(Comparator.comparingDouble(tried -> mean(tried, questions)))
                .orElse(now);
        return all.stream()
                .filter(tried -> asGood(tried, best, questions))
                .min(Comparator.<Tried>comparingInt(tried ->
                                tried.settings().changes(now.settings()).size())
                        .thenComparingDouble(tried -> -mean(tried, questions)))
                .orElse(now);
    }

    private static double mean(Tried tried, int[] questions) {
        double sum = 0;
        for (int question : questions) {
            sum += tried.worth()[question];
        }
        return sum / Math.max(1, questions.length);
    }

    private static boolean asGood(Tried tried, Tried best, int[] questions) {
        double gap = mean(best, questions) - mean(tried, questions);
        double squares = 0;
        for (int question : questions) {
            double off = best.worth()[question] - tried.worth()[question] - gap;
            squares += off * off;
        }
        double error = Math.sqrt(squares / Math.max(1, questions.length - 1) / Math.max(1, questions.length));
        return gap <= error;
    }
}
