package io.frond.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the operators' port.
 *
 * @param token what a caller must bring; null where whoever is on this machine may
 * @param hosts names by which the port may be called, beside those of loopback; in lower case
 */
public record AdminAccess(@Nullable Secret token, List<String> hosts) {
    /** No token: for loopback only. */
    public static final AdminAccess LOOPBACK = new AdminAccess(null, List.of());

    private static final int LEAST_TOKEN = 16;

    public AdminAccess {
        hosts = List.copyOf(hosts);
    }

    /** Reads the keys of the {@code server} block that begin with {@code admin_}. */
    static AdminAccess from(Section s) {
        var token =
                s.secret("admin_token", "what callers of the admin address must bring: Authorization: Bearer TOKEN");
        var hosts = s.list(
                "admin_hosts",
                Wire.hostName(),
                "names by which the admin address may be called, beside localhost and plain addresses");
        if (token != null && token.value().length() < LEAST_TOKEN) {
            s.fault("admin_token", "can be guessed: it needs " + LEAST_TOKEN + " characters at least");
        }
        if (token == null && !hosts.isEmpty()) {
            s.fault("admin_hosts", "needs an admin_token: without one the admin address is for this machine only");
        }
        return new AdminAccess(
                token, hosts.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
    }
}
