package io.frond.classify;

import io.frond.model.Ask;
import io.frond.model.Tenant;
import io.frond.model.Verdict;
import io.vertx.core.Future;
import java.util.Optional;

/** Which of the tenant's routes does this request want? */
@FunctionalInterface
public interface Classifier {

    /**
     * A verdict over the tenant's routes; {@code sure} is false where nobody should rely on it. Fails with
     * {@code CALLER_MODEL} where the request names a model that is neither route, backend nor model.
     */
    Future<Verdict> classify(Tenant tenant, Ask ask);

    /**
     * Completes when everything that takes part in decisions does so; until then what is still learning abstains.
     * Fails where it never will.
     */
    default Future<Void> complete() {
        return Future.succeededFuture();
    }

    /** How well its examples can be told apart; empty where there are none, or nothing is learnt from them yet. */
    default Optional<Report> report() {
        return Optional.empty();
    }
}
