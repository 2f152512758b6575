package io.frond.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the client asked of Frond itself, by headers and by members of its body that are Frond's.
 *
 * @param route {@code x-frond-route}
 * @param cache what may come from the cache and go into it
 * @param timeout {@code x-request-timeout-ms}: upper bound of everything together
 * @param patience {@code x-stainless-timeout}: so long the client's SDK waits for the answer; of a stream, for its
 *     beginning
 * @param idempotencyKey {@code idempotency-key}: a name for this request, the same whenever it is sent again
 * @param priority {@code x-frond-priority}: a request may put itself behind others, not before them
 */
public record Wishes(
        @Nullable String route,
        CacheControl cache,
        @Nullable Duration timeout,
        @Nullable Duration patience,
        @Nullable String idempotencyKey,
        Priority priority) {

    public static final Wishes NONE = new Wishes(null, CacheControl.NONE, null, null, null, Priority.INTERACTIVE);

    /** One that asks nothing else of the cache; whoever wants nothing kept wants nothing from it either. */
    public Wishes(
            @Nullable String route,
            boolean freshOnly,
            boolean keepNothing,
            boolean cachedOnly,
            @Nullable Duration timeout) {
        this(
                route,
                new CacheControl(freshOnly || keepNothing, keepNothing, cachedOnly, null, null, ""),
                timeout,
                null,
                null,
                Priority.INTERACTIVE);
    }

    /** A whole answer, or the first byte of a stream, is of use within this time only; null for no bound. */
    public @Nullable Duration untilAnswer() {
        if (timeout == null || patience == null) {
            return timeout == null ? patience : timeout;
        }
        return timeout.compareTo(patience) < 0 ? timeout : patience;
    }

    /** What is left of the bounds when so much time has gone. */
    public Wishes after(Duration spent) {
        return new Wishes(
                route,
                cache,
                timeout == null ? null : timeout.minus(spent),
                patience == null ? null : patience.minus(spent),
                idempotencyKey,
                priority);
    }

    /** The same of a request of this class. */
    public Wishes as(Priority other) {
        return new Wishes(route, cache, timeout, patience, idempotencyKey, other);
    }

    /** The same with more asked of the cache. */
    public Wishes and(CacheControl more) {
        if (more.equals(CacheControl.NONE)) {
            return this;
        }
        return new Wishes(route, cache.and(more), timeout, patience, idempotencyKey, priority);
    }

    /** What is left when so much time has gone and the answer has begun: nobody waits for its beginning any more. */
    public Wishes begun(Duration spent) {
        var left = timeout == null ? null : timeout.minus(spent);
        return new Wishes(route, cache, left, null, idempotencyKey, priority);
    }
}
