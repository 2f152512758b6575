package io.frond.classify;

import io.frond.model.Ask;
import io.frond.model.Tenant;
import io.vertx.core.Future;
import java.util.Optional;

/** One step of the cascade. Immutable; asked only where the stages before it were not certain. */
@FunctionalInterface
interface Stage {

    /** Fails with {@code Refused} where the request itself is wrong; every other trouble is silence. */
    Future<Opinion> consider(Tenant tenant, Ask ask);

    /** How well its examples can be told apart; empty where it has none, or has learnt nothing yet. */
    default Optional<Report> report() {
        return Optional.empty();
    }
}
