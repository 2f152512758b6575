package io.frond.gateway;

import io.frond.account.Ledger;
import io.frond.cache.Cache;
import io.frond.classify.Classifier;
import io.frond.limit.Limiter;
import io.frond.retrieve.Retriever;
import io.frond.route.Policy;
import io.frond.tenant.Tenants;
import io.frond.upstream.Upstream;
import java.util.Map;

/**
 * The steps of one configuration snapshot.
 *
 * @param affinity where kept responses are; outlives the snapshot
 * @param backends by name
 */
public record Steps(
        Tenants tenants,
        Limiter limiter,
        Cache cache,
        Classifier classifier,
        Policy policy,
        Affinity affinity,
        Retriever retriever,
        Map<String, Upstream> backends,
        Ledger ledger) {}
