package io.frond.cache;

import io.frond.model.Ask;
import io.frond.model.Tenant;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Whether a request is the same that came before under its idempotency key. Spacing and the order of members do not
 * matter in a body of JSON; anything else has to be the same byte for byte.
 */
final class RequestDigest {
    private RequestDigest() {}

    /** What is asked, beyond the body too. Equal for a request that is sent again. */
    static String of(Ask ask) {
        var digest = Canonical.sha256();
        var route = ask.wishes().route();
        Canonical.text(route == null ? "" : "=" + route, digest);
        digest.update(body(ask.body().getBytes()));
        return hex(digest);
    }

    /** Under which key of the store it is remembered. Keys of clients are theirs: none is kept as it was sent. */
    static String place(Tenant tenant, String key) {
        var digest = Canonical.sha256();
        Canonical.text(tenant.name(), digest);
        Canonical.text(key, digest);
        return "idempotency:" + hex(digest);
    }

    private static byte[] body(byte[] body) {
        try {
            var digest = Canonical.sha256();
            boolean unused = Canonical.digest(body, digest);
            return digest.digest();
        } catch (IOException inDoubt) {
            return Canonical.sha256().digest(body);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
