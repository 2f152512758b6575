package io.frond.retrieve;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When something holds.
 *
 * @param from its first moment; null for since ever
 * @param until the first moment after it; null for without end
 */
public record Validity(@Nullable Instant from, @Nullable Instant until) {
    public static final Validity ALWAYS = new Validity(null, null);

    public boolean holds(Instant at) {
        return (from == null || !at.isBefore(from)) && (until == null || at.isBefore(until));
    }
}
