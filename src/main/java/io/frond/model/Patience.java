package io.frond.model;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long a route waits for its model, where it says so itself; null leaves it to the backend.
 *
 * @param firstToken for the first byte of a stream's body
 * @param total for a whole answer that is not streamed
 * @param idle longest silence within a stream
 * @param stream longest stream altogether
 * @param request for a whole answer or a stream's first byte over all tries together
 */
public record Patience(
        @Nullable Duration firstToken,
        @Nullable Duration total,
        @Nullable Duration idle,
        @Nullable Duration stream,
        @Nullable Duration request) {

    public static final Patience USUAL = new Patience(null, null, null, null, null);

    /** Whether all is left to the backend. */
    public boolean usual() {
        return equals(USUAL);
    }

    /** Whether it says itself how long one try may take. */
    public boolean limitsTries() {
        return Objects.nonNull(firstToken) || Objects.nonNull(total);
    }
}
