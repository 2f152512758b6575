package io.frond.tenant;

import io.frond.model.Credential;
import io.frond.model.Tenant;
import io.vertx.core.Future;

/** Who holds this key? Answered from memory; nothing on the request path asks a database. */
@FunctionalInterface
public interface Tenants {

    /**
     * Completes at once, but for a token whose signing key is not known yet: that one waits until the issuer's keys
     * have been fetched anew. Fails with {@link io.frond.model.Refused}: {@code CALLER_AUTH} for a missing or unknown
     * key, with the same work for both; {@code CALLER_EXPIRED}; {@code KEYS_UNKNOWN} while it cannot be told whether
     * the key is good.
     */
    Future<Tenant> identify(Credential credential);
}
