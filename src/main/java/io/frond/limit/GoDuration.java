package io.frond.limit;

import java.time.Duration;

/**
 * Durations as Go prints them, which is how OpenAI's limit headers tell them: {@code 6ms}, {@code 1s},
 * {@code 1m26.4s}, {@code 6m0s}.
 */
final class GoDuration {
    private GoDuration() {}

    /** To the millisecond, rounded up: who waits that long has waited long enough. */
    static String format(Duration duration) {
        long millis = duration.plusNanos(999_999).toMillis();
        if (millis <= 0) {
            return "0s";
        }
        if (millis < 1000) {
            return millis + "ms";
        }
        long hours = millis / 3_600_000;
        long minutes = millis / 60_000 % 60;
        var text = new StringBuilder();
        if (hours > 0) {
            text.append(hours).append('h');
        }
        if (hours > 0 || minutes > 0) {
            text.append(minutes).append('m');
        }
        return text.append(seconds(millis % 60_000)).append('s').toString();
    }

    private static String seconds(long millis) {
        long fraction = millis % 1000;
        if (fraction == 0) {
            return Long.toString(millis / 1000);
        }
        var digits = Long.toString(1000 + fraction);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return millis / 1000 + "." + digits.substring(1, end);
    }
}
