package io.frond.tenant;

import io.frond.model.Credential;
import io.frond.model.Refused;
import io.frond.model.Tenant;

/** Who holds this key? Answered from memory; nothing on the request path asks a database. */
@FunctionalInterface
public interface Tenants {

    /** @throws Refused {@code CALLER_AUTH} for a missing or unknown key, with the same work for both */
    Tenant identify(Credential credential);
}
