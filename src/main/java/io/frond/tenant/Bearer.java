package io.frond.tenant;

import io.frond.model.Scope;
import java.time.Instant;
import java.util.Set;

/**
 * Whom a verified token stands for.
 *
 * @param tenant as the token says it, mapped by the configuration; there may be none of this name
 * @param key what logs call it: {@code jwt}, or {@code jwt:} and a claim; no key of the configuration is called so
 * @param from when it begins to hold, the leeway counted in
 * @param until when it ends, the leeway counted in
 */
record Bearer(String tenant, String key, Set<Scope> scopes, Instant from, Instant until) {

    Bearer {
        scopes = Set.copyOf(scopes);
    }
}
