package io.frond.http;

import io.frond.model.CacheControl;
import io.frond.model.Priority;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Wishes;
import io.vertx.core.MultiMap;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what the client asks of Frond itself. */
final class WishReader {
    private static final String ROUTE = "x-frond-route";
    private static final String TIMEOUT = "x-request-timeout-ms";
    private static final String PRIORITY = "x-frond-priority";
    private static final String KEY = "Idempotency-Key";
    private static final int LONGEST_KEY = 255;
    private static final int DELETE = 0x7f;
    private static final String PATIENCE = "x-stainless-timeout";
    private static final int MAX_DIGITS = 9;
    private static final int MILLIS_PLACES = 3;

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

    private WishReader() {}

    static Wishes read(MultiMap headers) {
        String route = headers.get(ROUTE);
        String timeout = headers.get(TIMEOUT);
        String patience = headers.get(PATIENCE);
        CacheControl cache = CacheHeader.read(headers.getAll("cache-control"));
        String key = idempotencyKey(headers.getAll(KEY));
        Priority priority = priority(headers.get(PRIORITY));
        boolean usual = priority == Priority.INTERACTIVE && cache.equals(CacheControl.NONE) && key == null;
        if (usual && route == null && timeout == null && patience == null) {
            return Wishes.NONE;
        }
        return new Wishes(
                route == null || route.isBlank() ? null : route.strip(),
                cache,
                milliseconds(timeout),
                seconds(patience),
                key,
                priority);
    }

    private static Priority priority(@Nullable String value) {
        if (value == null) {
            return Priority.INTERACTIVE;
        }
        for (var priority : Priority.values()) {
            if (priority.label().equals(value.strip().toLowerCase(Locale.ROOT))) {
                return priority;
            }
        }
        throw Refused.of(Reason.CALLER_INVALID, "The header '" + PRIORITY + "' must be interactive or batch.")
                .at(PRIORITY);
    }

    /** As it was sent. Two that differ are no key: it would depend on the reader which of them counts. */
    private static @Nullable String idempotencyKey(List<String> given) {
        if (given.isEmpty()) {
            return null;
        }
        String key = given.get(0);
        boolean one = given.stream().allMatch(key::equals);
        if (!one || key.isBlank() || key.length() > LONGEST_KEY || control(key)) {
            throw Refused.of(
                            Reason.CALLER_INVALID,
                            "The header '" + KEY + "' must be one text of 1 to " + LONGEST_KEY
                                    + " characters, none of them a control character.")
                    .at(KEY);
        }
        return key;
    }

    /** Of ASCII only: above it stand the bytes of letters in UTF-8, which arrive here one by one. */
    private static boolean control(String key) {
        return key.chars().anyMatch(c -> c < ' ' || c == DELETE);
    }

    /**
     * Seconds, with or without a fraction. What makes no sense is nobody's wish: the SDK writes this header, not its
     * user, who could not correct it.
     */
    private static @Nullable Duration seconds(@Nullable String value) {
        if (value == null || !SECONDS.matcher(value).matches()) {
            return null;
        }
        long millis = new BigDecimal(value).movePointRight(MILLIS_PLACES).longValue();
        return millis == 0 ? null : Duration.ofMillis(millis);
    }

    private static @Nullable Duration milliseconds(@Nullable String value) {
        if (value == null) {
            return null;
        }
        boolean digits = !value.isEmpty()
                && value.length() <= MAX_DIGITS
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
        long millis = digits ? Long.parseLong(value) : 0;
        if (millis == 0) {
            throw Refused.of(
                            Reason.CALLER_INVALID,
                            "The header '" + TIMEOUT + "' must be a whole number of milliseconds, 1 or more.")
                    .at(TIMEOUT);
        }
        return Duration.ofMillis(millis);
    }
}
