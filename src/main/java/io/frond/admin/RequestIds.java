package io.frond.admin;

import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Names every request: as the caller did in {@code x-request-id}, where that is fit to be logged. */
final class RequestIds {
    private static final String HEADER = "x-request-id";
    private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final RandomGenerator random;

    RequestIds(RandomGenerator random) {
        this.random = random;
    }

    void name(RoutingContext on) {
        var asked = on.request().getHeader(HEADER);
        on.response().putHeader(HEADER, asked != null && FIT.matcher(asked).matches() ? asked : fresh());
        on.next();
    }

    private synchronized String fresh() {
        return "req_" + HexFormat.of().toHexDigits(random.nextLong());
    }

    static String of(RoutingContext on) {
        return Objects.requireNonNullElse(on.response().headers().get(HEADER), "");
    }
}
