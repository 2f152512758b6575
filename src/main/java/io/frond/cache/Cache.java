package io.frond.cache;

import io.frond.model.Ask;
import io.frond.model.Tenant;
import io.vertx.core.Future;

/** Has this been answered before, from documents that are still current? */
@FunctionalInterface
public interface Cache {

    /**
     * A hit, or a miss with the right and duty to fill. Of several callers who miss on one key at the same time one
     * gets the miss; the others wait for its answer, and one of them inherits the duty if it fails.
     */
    Future<Found> recall(Tenant tenant, Ask ask);
}
