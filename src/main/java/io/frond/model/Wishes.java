package io.frond.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the client asked of Frond itself, by headers.
 *
 * @param route {@code x-frond-route}
 * @param freshOnly {@code cache-control: no-cache}: do not answer from the cache
 * @param keepNothing {@code cache-control: no-store}: do not keep the answer either
 * @param cachedOnly {@code cache-control: only-if-cached}
 * @param timeout {@code x-request-timeout-ms}: upper bound of everything together
 * @param idempotencyKey {@code idempotency-key}: a name for this request, the same whenever it is sent again
 */
public record Wishes(
        @Nullable String route,
        boolean freshOnly,
        boolean keepNothing,
        boolean cachedOnly,
        @Nullable Duration timeout,
        @Nullable String idempotencyKey) {

    public static final Wishes NONE = new Wishes(null, false, false, false, null, null);

    /** The same with another bound of time. */
    public Wishes within(Duration remaining) {
        return new Wishes(route, freshOnly, keepNothing, cachedOnly, remaining, idempotencyKey);
    }
}
