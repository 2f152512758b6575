package io.frond.admin;

import io.frond.config.AdminAccess;
import io.frond.config.HostPort;
import io.frond.model.Credential;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who comes in: requests that call the port by a name of its own, from no web page but the port's, and with the token
 * where there is one. A web page that has its name point to this machine (DNS rebinding) brings that name along.
 */
final class Gate {
    private static final String BEARER = "bearer ";

    private final AdminAccess access;
    private final @Nullable Credential token;
    private final Refusals refusals;

    Gate(AdminAccess access, Refusals refusals) {
        this.access = access;
        this.refusals = refusals;
        this.token =
                access.token() == null ? null : Credential.of(access.token().value());
    }

    /** For the audit log. */
    String who() {
        return token == null ? "loopback" : "admin_token";
    }

    void check(RoutingContext on) {
        var request = on.request();
        if (!named(request.authority())) {
            refuse(on, 403, "forbidden_host", hosts());
        } else if (!ownPage(request)) {
            refuse(on, 403, "forbidden_origin", "The admin port answers no pages of other sites.");
        } else if (!known(request)) {
            on.response().putHeader("www-authenticate", "Bearer");
            refuse(on, 401, "invalid_admin_token", "Send the admin token as 'Authorization: Bearer TOKEN'.");
        } else {
            on.next();
        }
    }

    private void refuse(RoutingContext on, int status, String code, String message) {
        refusals.note(on, status, code);
        Answer.error(on, status, code, message);
    }

    private String hosts() {
        return token == null
                ? "The admin port answers requests to this machine's loopback name only."
                : "The admin port does not go by this name; server.admin_hosts lists those it goes by.";
    }

    /** An address is no name that somebody could have pointed here; but without a token it must be loopback's. */
    private boolean named(@Nullable HostAndPort authority) {
        if (authority == null) {
            return false;
        }
        var host = authority.host().replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
        return new HostPort(host, 0).loopback()
                || access.hosts().contains(host)
                || (token != null && (host.contains(":") || host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")));
    }

    /** Browsers name the page where it is another site's, and with everything that changes something. */
    private static boolean ownPage(HttpServerRequest request) {
        var origin = request.getHeader("origin");
        var host = request.authority();
        return origin == null
                || (host != null && origin.replaceFirst("^https?://", "").equalsIgnoreCase(host.toString()));
    }

    /** Digests are compared, and all of their digits, so that the time tells nothing. */
    private boolean known(HttpServerRequest request) {
        if (token == null) {
            return true;
        }
        var sent = request.headers().getAll("authorization");
        var value = sent.size() == 1 ? sent.get(0).strip() : "";
        var key = value.regionMatches(true, 0, BEARER, 0, BEARER.length()) ? value.substring(BEARER.length()) : "";
        return MessageDigest.isEqual(bytes(token), bytes(Credential.of(key.strip())));
    }

    private static byte[] bytes(Credential credential) {
        return credential.digest().getBytes(StandardCharsets.US_ASCII);
    }
}
