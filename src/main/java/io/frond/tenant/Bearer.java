package io.frond.tenant;

import io.frond.model.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whom a verified token stands for.
 *
 * @param tenant as the token says it, mapped by the configuration; there may be none of this name
 * @param key what logs call it: {@code jwt}, or {@code jwt:} and a claim; no key of the configuration is called so
 * @param claims what it says of those that were asked for; texts, each at least one
 * @param from when it begins to hold, the leeway counted in
 * @param until when it ends, the leeway counted in
 */
record Bearer(
        String tenant, String key, Set<Scope> scopes, Map<String, List<String>> claims, Instant from, Instant until) {

    Bearer {
        scopes = Set.copyOf(scopes);
        claims = Map.copyOf(claims);
    }
}
