package io.frond.cache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * From which probability on an answer may be given again, so that wrong ones stay below a share of all requests. It is
 * learnt while requests come, for one tenant and route.
 *
 * <p>Every request leaves a trial: the evidence for its best candidate. Of a miss the fresh answer tells whether the
 * candidate's would have been right; of the hits a share drawn by lot is checked, and each of these stands for all it
 * was drawn from. The threshold is the lowest at which the trials above it, had they all been hits, hold no more wrong
 * ones than allowed, with a margin of several standard errors; wrong ones are rare, so that one more than was seen is
 * assumed. It starts where there are no hits, and nothing is ever tried out on a client.
 *
 * <p>Thread-safe.
 */
final class Calibration {
    private static final int WINDOW = 4_000;
    private static final int REFIT = 32;
    private static final int FEWEST = 48;
    private static final double MARGIN = 2.5;
    private static final double NEVER = 2;
    private static final double FIRST_SHARE = 0.25;
    private static final double LAST_SHARE = 0.02;
    /** After so many checks fewer are made. */
    private static final double MANY_CHECKS = 250;

    private final double error;
    private final RandomGenerator draws;
    private final Deque<Trial> trials = new ArrayDeque<>();
    private Logistic model = Logistic.IGNORANT;
    private double threshold = NEVER;
    private int fresh;
    private int checks;

    /** @param error the share of all requests that may be answered wrongly, above 0 */
    Calibration(double error, RandomGenerator draws) {
        this.error = error;
        this.draws = draws;
    }

    /** One request. Guarded by the calibration's lock. */
    static final class Trial {
        private final @Nullable Evidence evidence;
        private final double share;
        private final boolean check;
        private final double probability;
        private final double threshold;
        private @Nullable Boolean right;

        private Trial(@Nullable Evidence evidence, double share, boolean check, double probability, double threshold) {
            this.evidence = evidence;
            this.share = share;
            this.check = check;
            this.probability = probability;
            this.threshold = threshold;
        }

        /** Whether the candidate's answer is given. */
        boolean hit() {
            return probability >= threshold;
        }

        /** Of a hit: whether a fresh answer is to be fetched beside. */
        boolean check() {
            return check;
        }

        double probability() {
            return probability;
        }

        double threshold() {
            return threshold;
        }
    }

    /** @param evidence for the best candidate; null where there is none */
    synchronized Trial consider(@Nullable Evidence evidence) {
        double p = evidence == null ? 0 : model.right(evidence);
        boolean hit = p >= threshold;
        double share = hit ? share() : 1;
        var trial = new Trial(evidence, share, hit && draws.nextDouble() < share, p, threshold);
        trials.addLast(trial);
        if (trials.size() > WINDOW) {
            trials.removeFirst();
        }
        return trial;
    }

    /** What became known of a trial. */
    synchronized void judged(Trial trial, boolean right) {
        trial.right = right;
        checks += trial.hit() ? 1 : 0;
        if (++fresh >= REFIT) {
            refit();
        }
    }

    /** The share of hits that are checked. */
    private double share() {
        return Math.max(LAST_SHARE, FIRST_SHARE * Math.min(1, MANY_CHECKS / Math.max(1, checks)));
    }

    private void refit() {
        fresh = 0;
        var known = trials.stream().filter(one -> one.evidence != null && one.right != null).toList();
        if (known.size() < FEWEST) {
            return;
        }
        model = Logistic.of(known.stream().map(Calibration::asCase).toList());
        threshold = lowest(known);
    }

    private static Logistic.Case asCase(Trial trial) {
        return new Logistic.Case(trial.evidence.features(), trial.right, weight(trial));
    }

    private static double weight(Trial trial) {
        return 1 / trial.share;
    }

    private double lowest(List<Trial> known) {
        record Scored(double p, boolean right, double weight) {}
        var scored = new ArrayList<Scored>();
        for (Trial one : known) {
            scored.add(new Scored(model.right(one.evidence), one.right, weight(one)));
        }
        scored.sort(Comparator.comparingDouble(Scored::p).reversed());
        double allowed = error * trials.size();
        double wrong = 0;
        double variance = 1;
        double lowest = NEVER;
        for (Scored one : scored) {
            wrong += one.right ? 0 : one.weight;
            variance += one.right ? 0 : one.weight * one.weight;
            if (wrong + MARGIN * Math.sqrt(variance) > allowed) {
                break;
            }
            lowest = one.p;
        }
        return lowest;
    }
}
