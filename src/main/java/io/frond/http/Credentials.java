package io.frond.http;

import io.frond.model.Credential;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes the caller's key out of the request's headers. What goes on is a digest; the key is nowhere any more. */
final class Credentials {
    private static final String AUTHORIZATION = "authorization";
    private static final List<String> BARE = List.of("api-key", "x-api-key");
    private static final List<String> OTHERS = List.of("proxy-authorization", "cookie");
    private static final String BEARER = "bearer ";

    /** For messages. */
    static final String HEADERS = "'Authorization: Bearer KEY', 'api-key: KEY' or 'x-api-key: KEY'";

    private Credentials() {}

    /** Throws {@link Refused} where the request holds two different keys, or a key of a kind that Frond does not take. */
    static Credential take(MultiMap headers) {
        var keys = new HashSet<String>(2);
        var authorizations = headers.getAll(AUTHORIZATION);
        authorizations.forEach(value -> add(bearer(value), keys));
        BARE.forEach(name -> headers.getAll(name).forEach(value -> add(value, keys)));
        headers.remove(AUTHORIZATION);
        BARE.forEach(headers::remove);
        OTHERS.forEach(headers::remove);
        if (authorizations.size() > 1) {
            throw Refused.of(
                    Reason.CALLER_INVALID, "The request has more than one Authorization header. Send exactly one.");
        }
        if (keys.size() > 1) {
            throw Refused.of(
                    Reason.CALLER_INVALID,
                    "The request holds different keys in its headers. Send one key, as " + HEADERS + ".");
        }
        return keys.isEmpty() ? Credential.NONE : Credential.of(keys.iterator().next());
    }

    private static String bearer(String value) {
        String trimmed = value.strip();
        if (trimmed.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return trimmed.substring(BEARER.length());
        }
        if (trimmed.isEmpty() || trimmed.equalsIgnoreCase(BEARER.strip())) {
            return "";
        }
        throw Refused.of(Reason.CALLER_AUTH, "The Authorization header is not of the form 'Bearer KEY'.");
    }

    private static void add(String key, Set<String> keys) {
        String stripped = key.strip();
        if (!stripped.isEmpty()) {
            keys.add(stripped);
        }
    }
}
