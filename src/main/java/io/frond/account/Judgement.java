package io.frond.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a client thinks of an answer.
 *
 * @param score 0 for a bad one to 1 for a good one
 * @param route that would have been better; null where none was named
 * @param corrected whether a better answer came with it, whose text is not kept
 */
public record Judgement(double score, @Nullable String route, boolean corrected, Instant at) {
    private static final double MIDDLE = 0.5;

    public boolean negative() {
        return score < MIDDLE;
    }

    /** The closed vocabulary of metrics: {@code good}, {@code bad}, {@code neutral}. */
    public String label() {
        if (score == MIDDLE) {
            return "neutral";
        }
        return negative() ? "bad" : "good";
    }
}
