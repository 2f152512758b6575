package io.frond.cache;

import io.frond.model.Ask;
import io.frond.model.Tenant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Whether a request is the same that came before under its idempotency key. Spacing and the order of members do not
 * matter in a body of JSON; anything else has to be the same byte for byte.
 */
final class RequestDigest {
    private static final Pattern BOUNDARY = Pattern.compile("(?i)^multipart/.*;\\s*boundary=\"?([^\";]{1,70})");

    private RequestDigest() {}

    /** What is asked, beyond the body too. Equal for a request that is sent again. */
    static String of(Ask ask) {
        var digest = Canonical.sha256();
        var route = ask.wishes().route();
        Canonical.text(route == null ? "" : "=" + route, digest);
        Canonical.text(ask.operation().method() + " " + ask.operation().uri(), digest);
        digest.update(body(ask));
        return hex(digest);
    }

    /** Under which key of the store it is remembered. Keys of clients are theirs: none is kept as it was sent. */
    static String place(Tenant tenant, String key) {
        var digest = Canonical.sha256();
        Canonical.text(tenant.name(), digest);
        Standing.of(tenant.grant(), digest);
        Canonical.text(key, digest);
        return "idempotency:" + hex(digest);
    }

    /** A form that is sent again has another boundary, so its parts count. */
    private static byte[] body(Ask ask) {
        var body = ask.body().getBytes();
        var type = ask.headers().get("content-type");
        var boundary = type == null ? null : BOUNDARY.matcher(type);
        if (boundary != null && boundary.find()) {
            var parts = new String(body, StandardCharsets.ISO_8859_1).replace(boundary.group(1), "");
            return Canonical.sha256().digest(parts.getBytes(StandardCharsets.ISO_8859_1));
        }
        return body(body);
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
