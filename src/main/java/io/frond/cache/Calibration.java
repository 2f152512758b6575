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
    private static final int REFIT = 16;
    private static final int FEWEST = 48;
    /** Below it an answer is more likely wrong than is worth it, however many errors are allowed. */
    private static final double LEAST = 0.6;

    private static final double MARGIN = 3;
    private static final double NEVER = 2;
    /** Wrong hits beyond those believed in. */
    private static final double ALARM = 8;

    private static final double LAST_SHARE = 0.02;
    /** After so many checks fewer are made. */
    private static final double MANY_CHECKS = 250;

    private final double error;
    private final double firstShare;
    private final RandomGenerator draws;
    private final Deque<Trial> trials = new ArrayDeque<>();
    private Logistic model = Logistic.IGNORANT;
    private double threshold = NEVER;
    private int fresh;
    private int checks;
    private double alarm;

    /**
     * @param error the share of all requests that may be answered wrongly, above 0
     * @param firstShare of hits that are checked, at first
     */
    Calibration(double error, double firstShare, RandomGenerator draws) {
        this.error = error;
        this.firstShare = firstShare;
        this.draws = draws;
    }

    /** One request. Guarded by the calibration's lock. */
    static final class Trial {
        private final @Nullable Evidence evidence;
        private final double probability;
        private final double threshold;
        private boolean hit;
        private boolean check;
        /** How many requests its judgement stands for. */
        private double weight = 1;

        private @Nullable Boolean right;

        private Trial(@Nullable Evidence evidence, double probability, double threshold) {
            this.evidence = evidence;
            this.probability = probability;
            this.threshold = threshold;
        }

        /** Whether the candidate's answer is given. */
        boolean hit() {
            return hit;
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
        var trial = missed(evidence);
        if (trial.probability >= threshold) {
            double share = share();
            trial.hit = true;
            trial.check = draws.nextDouble() < share;
            trial.weight = 1 / share;
        }
        return trial;
    }

    /** One request that is answered afresh whatever the evidence. */
    synchronized Trial missed(@Nullable Evidence evidence) {
        var trial = new Trial(evidence, evidence == null ? 0 : model.right(evidence), threshold);
        trials.addLast(trial);
        if (trials.size() > WINDOW) {
            trials.removeFirst();
        }
        return trial;
    }

    /** The candidate's answer was not there any more. */
    synchronized void withdrawn(Trial trial) {
        trial.hit = false;
        trial.check = false;
        trial.weight = 1;
    }

    /** A client says that the answer was wrong. That one was not drawn by lot, so it stands for itself. */
    synchronized void complained(Trial trial) {
        if (trial.right == null) {
            trial.weight = 1;
            judged(trial, false);
        }
    }

    /** From which probability on answers are given; above 1 where none are. */
    synchronized double threshold() {
        return threshold;
    }

    /** What became known of a trial. */
    synchronized void judged(Trial trial, boolean right) {
        trial.right = right;
        if (trial.hit) {
            checks++;
            watch(trial, right);
        }
        if (++fresh >= REFIT) {
            refit();
        }
    }

    /** Where wrong hits come faster than the model believes, much is forgotten and checks are made as at first. */
    private void watch(Trial trial, boolean right) {
        double believed = 2 * (1 - trial.probability) + error;
        alarm = Math.max(0, alarm + (right ? 0 : 1) - believed);
        if (alarm > ALARM) {
            alarm = 0;
            checks = 0;
            for (int keep = trials.size() / 4; trials.size() > keep; ) {
                trials.removeFirst();
            }
            threshold = NEVER;
        }
    }

    /** The share of hits that are checked. */
    private double share() {
        return Math.max(LAST_SHARE, firstShare * Math.min(1, MANY_CHECKS / Math.max(1, checks)));
    }

    private void refit() {
        fresh = 0;
        var known = new ArrayList<Logistic.Case>();
        for (Trial one : trials) {
            if (one.evidence != null && one.right != null) {
                known.add(new Logistic.Case(one.evidence, one.right, one.weight));
            }
        }
        if (known.size() >= FEWEST) {
            model = Logistic.of(known);
            threshold = lowest(known);
        }
    }

    private record Scored(double p, Logistic.Case known) {}

    private double lowest(List<Logistic.Case> known) {
        var scored = new ArrayList<Scored>();
        known.forEach(one -> scored.add(new Scored(model.right(one.evidence()), one)));
        scored.sort(Comparator.comparingDouble(Scored::p).reversed());
        double allowed = error * trials.size();
        double wrong = 0;
        double variance = 1;
        double lowest = NEVER;
        for (Scored one : scored) {
            double weight = one.known.right() ? 0 : one.known.weight();
            wrong += weight;
            variance += weight * weight;
            if (one.p < LEAST || wrong + MARGIN * Math.sqrt(variance) > allowed) {
                break;
            }
            lowest = one.p;
        }
        return lowest;
    }
}
