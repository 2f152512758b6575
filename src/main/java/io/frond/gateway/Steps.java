package io.frond.gateway;

import io.frond.account.Ledger;
import io.frond.limit.Limiter;
import io.frond.model.Tenant;
import io.frond.route.Decisions;
import io.frond.tenant.Tenants;
import java.util.Map;

/**
 * The steps of one configuration snapshot.
 *
 * @param affinity where kept responses are; outlives the snapshot
 * @param usual of tenants without an override
 * @param own of those with one, by the tenant's name
 * @param decisions of late; outlive the snapshot
 */
public record Steps(
        Tenants tenants,
        Limiter limiter,
        Affinity affinity,
        Ways usual,
        Map<String, Ways> own,
        Ledger ledger,
        Decisions decisions) {

    public Steps {
        own = Map.copyOf(own);
    }

    /** Those that a tenant's requests take. */
    public Ways of(Tenant tenant) {
        return own.getOrDefault(tenant.name(), usual);
    }
}
