package io.frond.classify;

import io.frond.classify.Softmax.Examples;
import io.frond.classify.Temperature.HeldOut;
import io.frond.model.Verdict.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A model of routes whose probabilities were calibrated on examples held out in turn. */
record Trained(Softmax model, double temperature, List<String> routes) {
    private static final int FOLDS = 5;
    private static final Comparator<Candidate> LIKELIEST =
            Comparator.comparingDouble(Candidate::probability).reversed();
    private static final double USUAL_TEMPERATURE = 0.35;

    static Trained on(Examples examples, List<String> routes, Softmax.Fit fit) {
        var heldOut = new ArrayList<HeldOut>();
        for (int fold = 0; fold < FOLDS; fold++) {
            holdOut(examples, fold, fit, heldOut);
        }
        return new Trained(
                Softmax.train(examples, fit), Temperature.fit(heldOut, USUAL_TEMPERATURE), List.copyOf(routes));
    }

    private static void holdOut(Examples all, int fold, Softmax.Fit fit, List<HeldOut> heldOut) {
        var kept = new ArrayList<Features>();
        var labels = new ArrayList<Integer>();
        for (int i = 0; i < all.labels().size(); i++) {
            if (i % FOLDS != fold) {
                kept.add(all.features().get(i));
                labels.add(all.labels().get(i));
            }
        }
        if (kept.isEmpty() || kept.size() == all.labels().size()) {
            return;
        }
        var blind = Softmax.train(new Examples(kept, labels, all.classes(), all.size()), fit);
        for (int i = fold; i < all.labels().size(); i += FOLDS) {
            heldOut.add(new HeldOut(
                    blind.scores(all.features().get(i)), all.labels().get(i)));
        }
    }

    /**
     * The allowed routes, likeliest first. What was learnt about the others does not count.
     *
     * @param share of probability that goes to the routes at all, the rest being "none of these"
     */
    List<Candidate> candidates(Features text, List<String> allowed, double share) {
        return candidates(model.scores(text), allowed, share);
    }

    /** The same of the model's scores. */
    List<Candidate> candidates(double[] all, List<String> allowed, double share) {
        int[] open = indices(allowed);
        double[] scores = new double[open.length];
        for (int i = 0; i < open.length; i++) {
            scores[i] = all[open[i]];
        }
        double[] likely = Softmax.probabilities(scores, temperature);
        var candidates = new Candidate[open.length];
        for (int i = 0; i < open.length; i++) {
            candidates[i] = new Candidate(routes.get(open[i]), likely[i] * share);
        }
        Arrays.sort(candidates, LIKELIEST);
        return List.of(candidates);
    }

    private int[] indices(List<String> allowed) {
        int[] found = new int[routes.size()];
        int count = 0;
        for (int c = 0; c < found.length; c++) {
            if (allowed.contains(routes.get(c))) {
                found[count++] = c;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** How many of the routes a tenant may take were learnt. */
    int known(List<String> allowed) {
        int known = 0;
        for (String route : routes) {
            known += allowed.contains(route) ? 1 : 0;
        }
        return known;
    }
}
