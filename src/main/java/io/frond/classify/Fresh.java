package io.frond.classify;

import io.frond.model.Ask;
import io.frond.model.Tenant;
import io.frond.model.Verdict;
import io.vertx.core.Future;
import java.util.Optional;

/** What another classifier says, and how fresh the answer must be. */
record Fresh(Classifier classifier, Freshness freshness) implements Classifier {

    @Override
    public Future<Verdict> classify(Tenant tenant, Ask ask) {
        return classifier.classify(tenant, ask).map(verdict -> verdict.fresh(freshness.of(Conversation.text(ask))));
    }

    @Override
    public Future<Void> complete() {
        return classifier.complete();
    }

    @Override
    public Optional<Report> report() {
        return classifier.report();
    }
}
