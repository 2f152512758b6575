package io.frond.route;

import io.frond.model.Route;
import io.frond.model.Tenant;
import io.frond.model.Verdict;
import io.frond.route.Decision.Basis;

/** From what is believed to what is done. Pure: the same verdict gives the same route. */
@FunctionalInterface
public interface Policy {

    Route decide(Tenant tenant, Verdict verdict);

    /** The same with everything that it rests on. */
    default Decision decision(Tenant tenant, Verdict verdict) {
        var route = decide(tenant, verdict);
        return new Decision(tenant.name(), new Basis(verdict, State.NONE, Objective.LIKELIEST, route.name(), 0), route);
    }
}
