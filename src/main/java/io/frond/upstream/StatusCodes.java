package io.frond.upstream;

import io.frond.model.Clock;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an endpoint's status means for the request. */
final class StatusCodes {
    private static final int TOO_LARGE = 413;
    private static final int FOUND_NOTHING = 404;
    private static final int GONE = 410;

    /** Of the statuses from 400 to 499, those about the endpoint: its key, its account, its load. */
    private static final Set<Integer> ABOUT_THE_ENDPOINT = Set.of(401, 402, 403, 407, 408, 425, 429);

    private static final Duration LONGEST = Duration.ofDays(1);

    private StatusCodes() {}

    /** The provider's own answer to a bad request: goes to the client, and is nobody's failure. */
    static boolean aboutTheRequest(int status) {
        return status / 100 == 4 && !ABOUT_THE_ENDPOINT.contains(status);
    }

    /**
     * A refusal of the request that is not JSON, so mostly not the model's but that of a server before it. Where it
     * says that nothing is there, the address may be wrong, which is the endpoint's fault.
     */
    static Refused unreadable(int status) {
        if (status == TOO_LARGE) {
            return Refused.of(Reason.CALLER_TOO_LARGE, "The request is larger than the model service takes.");
        }
        return status == FOUND_NOTHING || status == GONE
                ? refused(status)
                : Refused.of(
                        Reason.CALLER_INVALID,
                        "The model service refused the request with status " + status + " and did not say why.");
    }

    static Refused refused(int status, MultiMap headers, Clock clock) {
        var refused = refused(status);
        var wait = retryAfter(headers, clock);
        return wait == null ? refused : refused.after(wait);
    }

    private static Refused refused(int status) {
        if (status == 408 || status == 425 || status == 429) {
            return Refused.of(Reason.UPSTREAM_RATE, "The model service has too much to do at the moment.");
        }
        if (status == 401 || status == 402 || status == 403 || status == 407) {
            return Refused.of(
                    Reason.UPSTREAM_AUTH,
                    "The model service does not accept the gateway's credentials; its operator was told.");
        }
        if (status >= 500) {
            return Refused.of(Reason.UPSTREAM_5XX, "The model service failed with status " + status + ".");
        }
        return Refused.of(
                Reason.UPSTREAM_PROTOCOL, "The model service answered with an unexpected status " + status + ".");
    }

    /** {@code retry-after-ms}, else {@code retry-after} in seconds or as a date; null where there is none. */
    private static @Nullable Duration retryAfter(MultiMap headers, Clock clock) {
        var millis = headers.get("retry-after-ms");
        var wait = millis == null ? null : number(millis, 1);
        if (wait != null) {
            return wait;
        }
        var after = headers.get("retry-after");
        if (after == null) {
            return null;
        }
        var seconds = number(after, 1_000);
        return seconds != null ? seconds : until(after, clock);
    }

    private static @Nullable Duration number(String text, double unitMillis) {
        try {
            double millis = Double.parseDouble(text.strip()) * unitMillis;
            return millis >= 0 && millis <= LONGEST.toMillis() ? Duration.ofMillis((long) Math.ceil(millis)) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Duration until(String date, Clock clock) {
        try {
            var wait = Duration.between(
                    clock.now(),
                    ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? null : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
