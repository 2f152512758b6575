package io.frond.quality;

import io.frond.model.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What verdicts are worth, given what was right. */
final class RoutingScores {
    private static final int BINS = 10;

    private final List<Said> said = new ArrayList<>();
    private final List<Double> strangers = new ArrayList<>();

    /**
     * @param p that the best route is right, given that any is
     * @param scope probability that any route is meant
     */
    private record Said(double p, double scope, boolean right) {}

    void asked(Verdict verdict, String label) {
        double scope = scope(verdict);
        var best = verdict.candidates().get(0);
        said.add(new Said(best.probability() / scope, scope, best.name().equals(label)));
    }

    /** A question that no route is meant by. */
    void stranger(Verdict verdict) {
        strangers.add(scope(verdict));
    }

    private static double scope(Verdict verdict) {
        double scope = 0;
        for (var candidate : verdict.candidates()) {
            scope += candidate.probability();
        }
        return Math.max(scope, 1e-12);
    }

    int strangers() {
        return strangers.size();
    }

    double accuracy() {
        return said.stream().filter(Said::right).count() / (double) said.size();
    }

    /** Expected calibration error over ten bins of equal width. */
    double ece() {
        double[] more = new double[BINS];
        for (Said one : said) {
            more[Math.min(BINS - 1, (int) (one.p * BINS))] += one.p - (one.right ? 1 : 0);
        }
        return Arrays.stream(more).map(Math::abs).sum() / said.size();
    }

    /** Mean probability less accuracy. */
    double overconfidence() {
        return said.stream().mapToDouble(Said::p).average().orElse(0) - accuracy();
    }

    /** Largest share of the questions, surest first, of which at least this share is right. */
    double coverage(double right) {
        var sorted = said.stream()
                .sorted(Comparator.comparingDouble(Said::p).reversed())
                .toList();
        int hits = 0;
        int covered = 0;
        for (int i = 0; i < sorted.size(); i++) {
            hits += sorted.get(i).right ? 1 : 0;
            covered = hits >= right * (i + 1) ? i + 1 : covered;
        }
        return covered / (double) said.size();
    }

    /** Chance that a question in scope has the higher probability to be so than a stranger. */
    double auroc() {
        double[] out =
                strangers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double won = 0;
        for (Said one : said) {
            won += (below(out, one.scope) + upTo(out, one.scope)) / 2.0;
        }
        return won / ((double) said.size() * out.length);
    }

    /** Share of strangers found where so many of the questions in scope are kept. */
    double recall(double kept) {
        double[] in = said.stream().mapToDouble(Said::scope).sorted().toArray();
        double bar = in[(int) Math.floor((1 - kept) * in.length)];
        return strangers.stream().filter(scope -> scope < bar).count() / (double) strangers.size();
    }

    private static int below(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int upTo(double[] sorted, double value) {
        return below(sorted, Math.nextUp(value));
    }
}
