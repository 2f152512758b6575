package io.frond.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What trying settings on questions comes to.
 *
 * <p>The gain is measured on questions that had no say in the choice: each fold is judged by what was chosen without
 * it. Only a gain whose whole confidence interval is above zero is one, for the choice made from all questions too.
 *
 * @param now how the settings of now did
 * @param chosen by all questions; those of now where nothing else is better
 * @param ndcg what choosing this way gains in nDCG@10 on questions that it has not seen
 * @param hits the same in questions with an answering document among the passages, 0 to 1
 * @param questions that were asked
 */
public record Advice(Tried now, Tried chosen, Interval ndcg, Interval hits, int questions) {
    /** With fewer, nothing is recommended: the interval of so few says little. */
    public static final int FEWEST = 20;

    private static final int FOLDS = 5;

    /**
     * @param all of the same questions; those of now first
     * @param seed the same one advises the same
     */
    public static Advice of(List<Tried> all, long seed) {
        var choice = new Choice(all);
        var now = all.getFirst();
        int questions = now.worth().length;
        var ndcg = new double[questions];
        var hits = new double[questions];
        var folds = new Folds(questions, FOLDS, seed);
        for (int fold = 0; fold < folds.count(); fold++) {
            var chosen = choice.by(folds.outside(fold));
            for (int question : folds.in(fold)) {
                ndcg[question] = chosen.worth()[question] - now.worth()[question];
                hits[question] = chosen.served()[question] - now.served()[question];
            }
        }
        var chosen = choice.by(IntStream.range(0, questions).toArray());
        var random = new Random(seed);
        return new Advice(now, chosen, Interval.of(ndcg, random), Interval.of(hits, random), questions);
    }

    /** Whether the settings that were chosen are significantly better than those of now. */
    public boolean recommended() {
        return enough() && changed() && ndcg.gain() && gain(chosen).gain();
    }

    /** Whether anything else was chosen than what is there now. */
    public boolean changed() {
        return !chosen.settings().equals(now.settings());
    }

    /** Whether there were questions enough to say anything. */
    public boolean enough() {
        return questions >= FEWEST;
    }

    private Interval gain(Tried other) {
        var gains = new double[questions];
        Arrays.setAll(gains, question -> other.worth()[question] - now.worth()[question]);
        return Interval.of(gains, new Random(questions));
    }
}
