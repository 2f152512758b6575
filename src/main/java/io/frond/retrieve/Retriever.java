package io.frond.retrieve;

import io.frond.model.Ask;
import io.frond.model.Call;
import io.frond.model.Route;
import io.frond.model.Tenant;
import io.vertx.core.Future;

/** Finds passages for a question and weaves them into the request. */
@FunctionalInterface
public interface Retriever {

    /**
     * The call to make: for a direct route the request as it is, for a retrieval route with passages spliced into the
     * last user message, none of which this tenant's caller may not see. Retrieval that fails or is late yields the
     * call without passages. Fails with {@link io.frond.model.Refused} where only stale documents fit and the collection
     * forbids their use.
     */
    Future<Call> ground(Tenant tenant, Ask ask, Route route);
}
