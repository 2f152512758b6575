package io.frond.limit;

import io.frond.model.Ask;
import io.frond.model.Lease;
import io.frond.model.Route;
import io.frond.model.Spent;
import io.frond.model.Tenant;
import io.vertx.core.Future;
import java.util.List;

/** May this tenant's request go on now? */
@FunctionalInterface
public interface Limiter {

    /**
     * What the tenant, its key and the model's name allow. Fails with {@code POLICY_RATE}, {@code POLICY_TOKENS}, {@code
     * POLICY_CONCURRENCY}, {@code POLICY_BUDGET} or {@code POLICY_LENGTH}, the wait and the limit headers on it.
     */
    Future<Lease> admit(Tenant tenant, Ask ask);

    /**
     * What the route and its backend allow, added to the same lease; fails in the same way. Completes with the route.
     * Without an answer of its own, a limiter has no such limits.
     *
     * @param lease given by {@link #admit} for this request
     */
    default Future<Route> pass(Lease lease, Route route) {
        return Future.succeededFuture(route);
    }

    /**
     * Counts what was spent before this process began. Once, before any request.
     *
     * @param spent since the period began
     * @param issued of keys that the configuration does not know, of all tenants
     */
    default Future<Void> recollect(Bucket.Calendar period, List<Spent> spent, List<KeyLimits> issued) {
        return Future.succeededFuture();
    }

    /**
     * How full its limits are.
     *
     * @param tenant whose, with those of its keys and models; empty for those of all, of routes and of backends
     * @param most no more than that many
     * @param issued of keys that the configuration does not know, of all tenants
     */
    default Future<List<LimitFill>> fills(String tenant, int most, List<KeyLimits> issued) {
        return Future.succeededFuture(List.of());
    }
}
