package io.frond.store;

import io.frond.config.HostPort;
import io.vertx.redis.client.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered instead of a result: {@code MOVED 3999 127.0.0.1:6381}.
 *
 * @param code its first word
 * @param detail the rest
 */
record RedisError(String code, String detail) {
    private static final Pattern OF_THE_CLIENT =
            Pattern.compile("(?:ERR \\[[0-9]+] )?(?:[a-z]+\\.[a-z.]+[A-Z]|CONNECTION_).*", Pattern.DOTALL);
    /** The client puts the errors of several commands together, each with its number. */
    private static final Pattern FORM =
            Pattern.compile("(?:ERR \\[[0-9]+] )?([A-Z]+)(?: ([^\\r\\n]*))?.*", Pattern.DOTALL);

    /** Null where the failure is not the server's answer. The first, where several commands failed. */
    static @Nullable RedisError of(Throwable failure) {
        var message = failure.getMessage();
        if (!(failure instanceof Response)
                || message == null
                || OF_THE_CLIENT.matcher(message).matches()) {
            return null;
        }
        Matcher parts = FORM.matcher(message);
        return parts.matches()
                ? new RedisError(parts.group(1), parts.group(2) == null ? "" : parts.group(2))
                : new RedisError("ERR", message);
    }

    /** For the log. Some errors repeat what was sent, which may be a prompt. */
    String shown() {
        return detail.contains("args") ? code : code + " " + detail;
    }

    /**
     * Where {@code MOVED} and {@code ASK} send us.
     *
     * @param from who said so; its host stands where none is named
     */
    HostPort address(HostPort from) {
        var to = detail.substring(detail.indexOf(' ') + 1);
        int colon = to.lastIndexOf(':');
        var host = to.substring(0, colon);
        return new HostPort(host.isEmpty() ? from.host() : host, Integer.parseInt(to.substring(colon + 1)));
    }
}
