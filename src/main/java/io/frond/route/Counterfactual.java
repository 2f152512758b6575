package io.frond.route;

import io.frond.model.Verdict;
import io.frond.model.Verdict.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * The smallest change that would have led elsewhere. Found by deciding again with the signal changed, in steps of a
 * hundredth, so it holds by construction.
 *
 * @param signal {@code freshness}, or {@code p(ROUTE)}
 * @param now the signal as it was
 * @param value of the signal from which on the other route is taken
 * @param route the other route
 */
public record Counterfactual(String signal, double now, double value, String route) {
    private static final int STEPS = 100;

    /** In words: {@code would have been policy at freshness >= 0.61}. */
    public String words() {
        return String.format(
                Locale.ROOT, "would have been %s at %s %s %.2f", route, signal, value > now ? ">=" : "<=", value);
    }

    /** Of what was decided: by freshness, and by the probability of the second best. */
    static List<Counterfactual> of(Decision.Basis basis, String taken) {
        var found = new ArrayList<Counterfactual>();
        double fresh = basis.state().freshness();
        search("freshness", fresh, taken, value -> basis.with(basis.state().fresh(value)), found);
        var candidates = basis.verdict().candidates();
        if (candidates.size() > 1 && candidates.get(0).name().equals(taken)) {
            var second = candidates.get(1);
            search(
                    "p(" + second.name() + ")",
                    second.probability(),
                    taken,
                    value -> basis.with(moved(basis, value)),
                    found);
        }
        return List.copyOf(found);
    }

    /** Outwards from what it was, so that the nearest is found. */
    private static void search(
            String signal,
            double now,
            String taken,
            DoubleFunction<Decision.Basis> changed,
            List<Counterfactual> found) {
        int from = (int) Math.round(now * STEPS);
        for (int away = 1; away <= STEPS; away++) {
            for (int at : new int[] {from + away, from - away}) {
                if (at >= 0 && at <= STEPS && found.stream().noneMatch(one -> one.signal.equals(signal))) {
                    double value = at / (double) STEPS;
                    var other = Decision.choice(changed.apply(value));
                    if (!other.equals(taken)) {
                        found.add(new Counterfactual(signal, now, value, other));
                    }
                }
            }
        }
    }

    /** The second best with this probability, at the expense of the best. */
    private static Verdict moved(Decision.Basis basis, double value) {
        var verdict = basis.verdict();
        var candidates = new ArrayList<>(verdict.candidates());
        var best = candidates.get(0);
        var second = candidates.get(1);
        double both = best.probability() + second.probability();
        double taken = Math.min(value, both);
        candidates.set(0, new Candidate(best.name(), both - taken));
        candidates.set(1, new Candidate(second.name(), taken));
        if (taken > both - taken) {
            candidates.add(0, candidates.remove(1));
        }
        var changed = new Verdict(candidates, verdict.by(), false, verdict.evidence(), verdict.freshness());
        boolean sure = !basis.strange() && changed.margin() >= basis.minMargin();
        return new Verdict(candidates, verdict.by(), sure, verdict.evidence(), verdict.freshness());
    }
}
