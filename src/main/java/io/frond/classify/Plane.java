package io.frond.classify;

import io.frond.classify.Meaning.Head;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides by logistic regression over vector and wording side by side: for tenants with more examples than can be
 * compared each with each.
 */
final class Plane {
    private static final Softmax.Fit FIT = new Softmax.Fit(5e-4, 30, 2);

    private Plane() {}

    static Head head(Lessons lessons, Acquaintance acquaintance, List<Features> wordings) {
        var vectors = acquaintance.vectors();
        var features = new ArrayList<Features>();
        for (int i = 0; i < vectors.size(); i++) {
            features.add(beside(vectors.get(i), wordings.get(i)));
        }
        var examples = new Softmax.Examples(
                features, lessons.labels(), lessons.routes().size(), vectors.get(0).length + Ngrams.BUCKETS);
        var trained = Trained.on(examples, lessons.routes(), FIT);
        return new Head(
                (vector, wording, similar) -> trained.model().scores(beside(vector, wording)),
                trained.calibrated(),
                Familiarity.of(acquaintance.likenesses(), trained.heldOut()),
                trained.heldOut());
    }

    private static Features beside(float[] vector, Features wording) {
        return Features.dense(vector).beside(wording, vector.length);
    }
}
