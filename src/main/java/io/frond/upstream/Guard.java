package io.frond.upstream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether an endpoint takes calls, and why not.
 *
 * @param breaker {@code closed}, {@code open} or {@code half-open}
 * @param byHand whether an operator opened it
 * @param onlyFor the tenant whose calls alone are kept away, as only its requests have failed; null where all are
 * @param drained whether an operator keeps new calls away
 * @param rest how long an open breaker waits still before it lets a probe through
 */
public record Guard(
        String breaker, boolean byHand, @Nullable String onlyFor, boolean drained, Duration rest) {

    /** Whether it may be called: in use, and not known to be dead. What one tenant says alone makes it dead to no other. */
    public boolean available() {
        return !drained && !byHand && (rest.isZero() || onlyFor != null);
    }
}
