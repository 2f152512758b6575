package io.frond.http;

import io.frond.model.CacheControl;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The {@code Cache-Control} of a request (RFC 9111, section 5.2.1). What is unknown or misspelt asks for nothing. */
final class CacheHeader {
    private static final String MAX_AGE = "max-age=";
    private static final int MAX_DIGITS = 9;

    private boolean fresh;
    private boolean unkept;
    private boolean cached;
    private @Nullable Duration maxAge;

    private CacheHeader() {}

    static CacheControl read(List<String> lines) {
        if (lines.isEmpty()) {
            return CacheControl.NONE;
        }
        var header = new CacheHeader();
        for (String line : lines) {
            for (String directive : line.split(",", -1)) {
                header.take(directive.strip().toLowerCase(Locale.ROOT));
            }
        }
        return new CacheControl(header.fresh, header.unkept, header.cached, header.maxAge, null, "");
    }

    private void take(String directive) {
        switch (directive) {
            case "no-cache" -> fresh = true;
            case "no-store" -> {
                fresh = true;
                unkept = true;
            }
            case "only-if-cached" -> cached = true;
            default -> maxAge(directive);
        }
    }

    private void maxAge(String directive) {
        if (!directive.startsWith(MAX_AGE)) {
            return;
        }
        var seconds = directive.substring(MAX_AGE.length()).replace("\"", "");
        if (!seconds.isEmpty() && seconds.chars().allMatch(c -> c >= '0' && c <= '9')) {
            bound(seconds.length() > MAX_DIGITS ? Integer.MAX_VALUE : Long.parseLong(seconds));
        }
    }

    /** Nothing is ever as young as that: who says 0 wants a fresh one. Of two the last counts. */
    private void bound(long seconds) {
        fresh |= seconds == 0;
        maxAge = Duration.ofSeconds(seconds);
    }
}
