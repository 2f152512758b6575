package io.frond.gateway;

import io.frond.cache.Cache;
import io.frond.classify.Classifier;
import io.frond.retrieve.Retriever;
import io.frond.route.Policy;
import io.frond.upstream.Upstream;
import java.util.Map;

/**
 * The steps that may differ per tenant.
 *
 * @param backends by name
 */
public record Ways(
        Cache cache, Classifier classifier, Policy policy, Retriever retriever, Map<String, Upstream> backends) {}
