package io.frond.limit;

import io.frond.model.Ask;
import io.frond.model.Lease;
import io.frond.model.Tenant;
import io.vertx.core.Future;

/** May this tenant's request go on now? */
@FunctionalInterface
public interface Limiter {

    /** Fails with {@code POLICY_RATE} or {@code POLICY_CONCURRENCY}, the wait and the limit headers on it. */
    Future<Lease> admit(Tenant tenant, Ask ask);
}
