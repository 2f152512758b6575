package io.frond.classify;

import io.frond.model.Tenant;
import io.frond.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was learnt from the examples' vectors: which route (logistic regression over vector and wording side by side)
 * and whether any (likeness to the nearest examples). The first alone would be confident about anything.
 */
final class Meaning {
    private static final Softmax.Fit FIT = new Softmax.Fit(5e-4, 30, 2);
    private static final int SHOWN = 80;

    private final Lessons lessons;
    private final List<float[]> vectors;
    private final Lexicon lexicon;
    private final Trained trained;
    private final Familiarity familiarity;

    private Meaning(Lessons lessons, List<float[]> vectors, Lexicon lexicon, Trained trained, Familiarity familiarity) {
        this.lessons = lessons;
        this.vectors = vectors;
        this.lexicon = lexicon;
        this.trained = trained;
        this.familiarity = familiarity;
    }

    /**
     * Takes up to seconds of CPU.
     *
     * @param vectors one per lesson, of unit length
     */
    static Meaning learn(Lessons lessons, List<float[]> vectors) {
        var lexicon = Lexicon.of(lessons.texts());
        var features = new ArrayList<Features>();
        for (int i = 0; i < lessons.size(); i++) {
            features.add(features(lexicon, lessons.texts().get(i), vectors.get(i)));
        }
        var examples = new Softmax.Examples(
                features, lessons.labels(), lessons.routes().size(), vectors.get(0).length + Ngrams.BUCKETS);
        return new Meaning(
                lessons,
                List.copyOf(vectors),
                lexicon,
                Trained.on(examples, lessons.routes(), FIT),
                Familiarity.of(vectors));
    }

    private static Features features(Lexicon lexicon, String text, float[] vector) {
        return Features.dense(vector).beside(lexicon.features(text), vector.length);
    }

    int examples() {
        return lessons.size();
    }

    boolean knows(Tenant tenant) {
        return trained.known(tenant.routes()) > 0;
    }

    Verdict verdict(Tenant tenant, String text, float[] vector, double minMargin) {
        var nearest = nearest(tenant, vector);
        double familiar = familiarity.probability(nearest.mean());
        var candidates = trained.candidates(features(lexicon, text, vector), tenant.routes(), familiar);
        boolean stranger = familiarity.stranger(nearest.mean());
        var evidence = new ArrayList<String>();
        evidence.add(closest(nearest));
        if (stranger) {
            evidence.add(String.format(
                    Locale.ROOT,
                    "unlike the examples of every route: %.2f < %.2f",
                    nearest.mean(),
                    familiarity.floor()));
        }
        var verdict = new Verdict(candidates, "embedding", false, evidence);
        return new Verdict(candidates, "embedding", !stranger && verdict.margin() >= minMargin, evidence);
    }

    private Familiarity.Nearest nearest(Tenant tenant, float[] vector) {
        boolean[] allowed = new boolean[lessons.routes().size()];
        for (int r = 0; r < allowed.length; r++) {
            allowed[r] = tenant.routes().contains(lessons.routes().get(r));
        }
        var nearest = new Familiarity.Nearest();
        for (int i = 0; i < vectors.size(); i++) {
            if (allowed[lessons.labels().get(i)]) {
                nearest.add(Familiarity.dot(vector, vectors.get(i)), i);
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
