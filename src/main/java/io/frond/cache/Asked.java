package io.frond.cache;

import io.frond.model.Ask;
import io.frond.model.Tenant;

/**
 * A request that may be answered from the cache.
 *
 * @param key under which its answer is kept
 */
record Asked(Tenant tenant, Ask ask, String key) {}
