package io.frond.account;

import java.time.Instant;
import java.util.List;

/**
 * What a report is to tell.
 *
 * @param from the first hour is the one that this is in
 * @param to the last hour is the one before this, or that this is within
 * @param by that by which rows are told apart, in this order: see {@link #isKnown}
 */
public record UsageQuery(Instant from, Instant to, List<String> by) {
    static final String ONE_TAG = "tag:";

    private static final List<String> KNOWN =
            List.of("tenant", "key", "route", "model", "backend", "tag", "hour", "day");

    public UsageQuery {
        by = List.copyOf(by);
    }

    /** Whether a report can be told apart by this word. */
    public static boolean isKnown(String word) {
        return KNOWN.contains(word) || (word.startsWith(ONE_TAG) && word.length() > ONE_TAG.length());
    }

    /** For messages. */
    public static String known() {
        return String.join(", ", KNOWN) + ", tag:NAME";
    }
}
