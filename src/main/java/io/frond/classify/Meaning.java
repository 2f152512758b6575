package io.frond.classify;

import io.frond.classify.Temperature.HeldOut;
import io.frond.model.Tenant;
import io.frond.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was learnt from the examples' vectors: which route, by meaning and wording together, and whether any. The first
 * alone would be confident about anything.
 */
final class Meaning {
    private static final int SHOWN = 80;

    private final Lessons lessons;
    private final Acquaintance acquaintance;
    private final Lexicon lexicon;
    private final Head head;

    /**
     * What decides.
     *
     * @param scoring one score a route
     * @param heldOut the examples, each by a model that never saw it
     */
    record Head(Scoring scoring, Calibrated calibrated, Familiarity familiarity, List<HeldOut> heldOut) {}

    /** Scores of a question, one a route. */
    @FunctionalInterface
    interface Scoring {

        /** @param similar cosines with the vectors of the examples */
        double[] of(float[] vector, Features wording, double[] similar);
    }

    private Meaning(Lessons lessons, Acquaintance acquaintance, Lexicon lexicon, Head head) {
        this.lessons = lessons;
        this.acquaintance = acquaintance;
        this.lexicon = lexicon;
        this.head = head;
    }

    /**
     * Takes up to seconds of CPU.
     *
     * @param vectors one per lesson, of unit length
     */
    static Meaning learn(Lessons lessons, List<float[]> vectors) {
        var lexicon = Lexicon.of(lessons.texts());
        var acquaintance = new Acquaintance(vectors);
        var wordings = lessons.texts().stream().map(lexicon::features).toList();
        var head = lessons.size() <= Schooled.MOST
                ? Neighbourhood.head(lessons, acquaintance, wordings)
                : Plane.head(lessons, acquaintance, wordings);
        return new Meaning(lessons, acquaintance, lexicon, head);
    }

    Report report() {
        return Report.of("embedding", lessons, head.heldOut, head.calibrated.temperature());
    }

    int examples() {
        return lessons.size();
    }

    boolean knows(Tenant tenant) {
        return head.calibrated.known(tenant.routes()) > 0;
    }

    Verdict verdict(Tenant tenant, String text, float[] vector, double minMargin) {
        double[] similar = acquaintance.to(vector);
        double[] scores = head.scoring.of(vector, lexicon.features(text), similar);
        var nearest = nearest(tenant, similar);
        double familiar = head.familiarity.of(nearest.mean(), head.calibrated.best(scores, tenant.routes()));
        boolean stranger = head.familiarity.stranger(familiar);
        var candidates = head.calibrated.candidates(scores, tenant.routes(), head.familiarity.probability(familiar));
        var evidence = new ArrayList<String>();
        evidence.add(closest(nearest));
        if (stranger) {
            evidence.add(String.format(
                    Locale.ROOT,
                    "unlike the examples of every route: familiarity %.2f < %.2f",
                    familiar,
                    head.familiarity.floor()));
        }
        var verdict = new Verdict(candidates, "embedding", false, evidence);
        return new Verdict(candidates, "embedding", !stranger && verdict.margin() >= minMargin, evidence);
    }

    private Familiarity.Nearest nearest(Tenant tenant, double[] similar) {
        boolean[] allowed = new boolean[lessons.routes().size()];
        for (int r = 0; r < allowed.length; r++) {
            allowed[r] = tenant.routes().contains(lessons.routes().get(r));
        }
        var nearest = new Familiarity.Nearest();
        for (int i = 0; i < similar.length; i++) {
            if (allowed[lessons.labels().get(i)]) {
                nearest.add(similar[i], i);
            }
        }
        return nearest;
    }

    /** Examples are the tenant's own configuration and may be shown; the question may not. */
    private String closest(Familiarity.Nearest nearest) {
        String example = lessons.texts().get(nearest.closest());
        String route = lessons.routes().get(lessons.labels().get(nearest.closest()));
        String shown = example.length() <= SHOWN ? example : example.substring(0, SHOWN) + "...";
        return String.format(
                Locale.ROOT, "closest example: \"%s\" of route %s, similarity %.2f", shown, route, nearest.best());
    }
}
