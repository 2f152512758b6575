package io.frond.classify;

import io.frond.model.Ask;
import io.frond.model.Tenant;
import io.frond.model.Verdict;
import io.vertx.core.Future;
import java.util.List;

/**
 * Decides by wording: logistic regression over the n-grams and words of a text. Microseconds, so it runs on the event
 * loop. It settles what is plain and leaves the rest to those who understand paraphrase.
 */
final class Linear implements Stage {
    /** Of what it says with this probability about one in fifty is wrong, measured with 50 examples a route. */
    private static final double PLAIN = 0.95;

    private static final Softmax.Fit FIT = new Softmax.Fit(5e-4, 30, 1);

    private static final List<String> EVIDENCE = List.of("by its wording");

    private final Wording wording;
    private final Trained trained;
    private final double minMargin;

    private Linear(Wording wording, Trained trained, double minMargin) {
        this.wording = wording;
        this.trained = trained;
        this.minMargin = minMargin;
    }

    static Linear train(Lessons lessons, double minMargin) {
        var lexicon = Lexicon.of(lessons.texts());
        var examples = new Softmax.Examples(
                lessons.texts().stream().map(lexicon::features).toList(),
                lessons.labels(),
                lessons.routes().size(),
                Ngrams.BUCKETS);
        var trained = Trained.on(examples, lessons.routes(), FIT);
        return new Linear(Wording.of(lexicon, trained.model()), trained, minMargin);
    }

    /** The same, sure from another margin on. */
    Linear sureFrom(double margin) {
        return new Linear(wording, trained, margin);
    }

    @Override
    public Future<Opinion> consider(Tenant tenant, Ask ask) {
        return Future.succeededFuture(opinion(tenant, Conversation.text(ask)));
    }

    private Opinion opinion(Tenant tenant, String text) {
        if (trained.known(tenant.routes()) < 2 || text.isEmpty()) {
            return Opinion.Silent.EXPECTED;
        }
        var candidates = trained.candidates(wording.scores(text), tenant.routes(), 1);
        double best = candidates.get(0).probability();
        boolean sure = best - candidates.get(1).probability() >= minMargin;
        var verdict = new Verdict(candidates, "linear", sure, EVIDENCE);
        return best >= PLAIN && sure ? new Opinion.Settled(verdict) : new Opinion.Leaning(verdict);
    }
}
