package io.frond.classify;

import io.frond.classify.Temperature.HeldOut;
import io.frond.model.Ask;
import io.frond.model.Tenant;
import io.frond.model.Verdict;
import io.frond.model.Verdict.Candidate;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * Decides by wording: a linear model over the n-grams and words of a text. Microseconds, so it runs on the event
 * loop. It settles what is plain and leaves the rest to those who understand paraphrase.
 */
final class Linear implements Stage {
    /** Of what it says with this probability about one in fifty is wrong, measured with 50 examples a route. */
    private static final double PLAIN = 0.95;

    private static final double USUAL_TEMPERATURE = 0.1;

    private static final Softmax.Fit FIT = new Softmax.Fit(5e-4, 30, 1);

    private static final List<String> EVIDENCE = List.of("by its wording");

    private final Wording wording;
    private final Calibrated calibrated;
    private final Familiarity familiarity;
    private final Report report;
    private final double minMargin;

    private Linear(Wording wording, Calibrated calibrated, Familiarity familiarity, Report report, double minMargin) {
        this.wording = wording;
        this.calibrated = calibrated;
        this.familiarity = familiarity;
        this.report = report;
        this.minMargin = minMargin;
    }

    static Linear train(Lessons lessons, double minMargin) {
        var lexicon = Lexicon.of(lessons.texts());
        var wordings = lessons.texts().stream().map(lexicon::features).toList();
        return lessons.size() <= Schooled.MOST
                ? ridge(lessons, lexicon, wordings, minMargin)
                : logistic(lessons, lexicon, wordings, minMargin);
    }

    /** Better by two points in a hundred with some dozens of examples. */
    private static Linear ridge(Lessons lessons, Lexicon lexicon, List<Features> wordings, double minMargin) {
        var schooled =
                Schooled.of(lessons, Postings.of(wordings, Ngrams.BUCKETS).among(wordings), USUAL_TEMPERATURE);
        var model = Softmax.sum(wordings, schooled.ridge(), lessons.routes().size(), Ngrams.BUCKETS);
        return of(lessons, Wording.of(lexicon, model), schooled.calibrated(), schooled.heldOut(), minMargin);
    }

    private static Linear logistic(Lessons lessons, Lexicon lexicon, List<Features> wordings, double minMargin) {
        var examples = new Softmax.Examples(
                wordings, lessons.labels(), lessons.routes().size(), Ngrams.BUCKETS);
        var trained = Trained.on(examples, lessons.routes(), FIT);
        return of(lessons, Wording.of(lexicon, trained.model()), trained.calibrated(), trained.heldOut(), minMargin);
    }

    private static Linear of(
            Lessons lessons, Wording wording, Calibrated calibrated, List<HeldOut> heldOut, double minMargin) {
        var report = Report.of("linear", lessons, heldOut, calibrated.temperature());
        return new Linear(wording, calibrated, Familiarity.of(heldOut), report, minMargin);
    }

    @Override
    public Optional<Report> report() {
        return Optional.of(report);
    }

    /** The same, sure from another margin on. */
    Linear sureFrom(double margin) {
        return new Linear(wording, calibrated, familiarity, report, margin);
    }

    @Override
    public Future<Opinion> consider(Tenant tenant, Ask ask) {
        return Future.succeededFuture(opinion(tenant, Conversation.text(ask)));
    }

    private Opinion opinion(Tenant tenant, String text) {
        if (calibrated.known(tenant.routes()) < 2 || text.isEmpty()) {
            return Opinion.Silent.EXPECTED;
        }
        double[] scores = wording.scores(text);
        var candidates = calibrated.candidates(scores, tenant.routes(), 1);
        double best = candidates.get(0).probability();
        boolean sure = best - candidates.get(1).probability() >= minMargin;
        double familiar = familiarity.probability(familiarity.of(0, calibrated.best(scores, tenant.routes())));
        return sure && best * familiar >= PLAIN
                ? new Opinion.Settled(verdict(calibrated.candidates(scores, tenant.routes(), familiar), true))
                : new Opinion.Leaning(verdict(candidates, sure));
    }

    private static Verdict verdict(List<Candidate> candidates, boolean sure) {
        return new Verdict(candidates, "linear", sure, EVIDENCE);
    }
}
