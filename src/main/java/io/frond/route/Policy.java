package io.frond.route;

import io.frond.model.Route;
import io.frond.model.Tenant;
import io.frond.model.Verdict;

/** From what is believed to what is done. Pure: the same verdict gives the same route. */
@FunctionalInterface
public interface Policy {

    Route decide(Tenant tenant, Verdict verdict);
}
