package io.frond.tenant;

import io.frond.model.Clock;
import org.jspecify.annotations.Nullable;

/**
 * How callers can be known besides the keys of the configuration. Outlives a snapshot where it did not change.
 *
 * @param tokens null where none are taken
 */
public record Sources(
        Clock clock, IssuedKeys issued, @Nullable Tokens tokens) {

    /** The keys of the configuration alone. */
    public static Sources none(Clock clock) {
        return new Sources(clock, IssuedKeys.none(clock), null);
    }
}
