package io.frond.classify;

import io.frond.classify.Softmax.Examples;
import io.frond.classify.Temperature.HeldOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model of routes whose probabilities were calibrated on examples held out in turn.
 *
 * @param heldOut each example by a model that never saw it, in their order; empty where there is but one
 */
record Trained(Softmax model, Calibrated calibrated, List<HeldOut> heldOut) {
    private static final int FOLDS = 5;
    private static final double USUAL_TEMPERATURE = 0.35;

    static Trained on(Examples examples, List<String> routes, Softmax.Fit fit) {
        var byExample = new TreeMap<Integer, HeldOut>();
        for (int fold = 0; fold < FOLDS; fold++) {
            holdOut(examples, fold, fit, byExample);
        }
        var heldOut = List.copyOf(byExample.values());
        return new Trained(
                Softmax.train(examples, fit),
                new Calibrated(Temperature.fit(heldOut, USUAL_TEMPERATURE), routes),
                heldOut);
    }

    private static void holdOut(Examples all, int fold, Softmax.Fit fit, Map<Integer, HeldOut> heldOut) {
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
            heldOut.put(
                    i,
                    new HeldOut(
                            blind.scores(all.features().get(i)), all.labels().get(i)));
        }
    }
}
