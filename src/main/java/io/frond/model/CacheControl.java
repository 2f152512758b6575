package io.frond.model;

import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the client asked of the cache, by its {@code Cache-Control} or by the member {@code cache} of its body.
 *
 * @param freshOnly do not answer from the cache
 * @param keepNothing do not keep the answer
 * @param cachedOnly do not ask a model
 * @param maxAge do not answer with what was fetched longer ago; null for no bound
 * @param ttl keep the answer no longer; null for as long as is configured
 * @param namespace answers under another one are not for this request; empty for the usual one
 */
public record CacheControl(
        boolean freshOnly,
        boolean keepNothing,
        boolean cachedOnly,
        @Nullable Duration maxAge,
        @Nullable Duration ttl,
        String namespace) {

    public static final CacheControl NONE = new CacheControl(false, false, false, null, null, "");

    /** Whether an answer that was fetched so long ago will do. */
    public boolean admits(Duration age) {
        return maxAge == null || age.compareTo(maxAge) <= 0;
    }

    /** Both hold: what one of them forbids is forbidden, and the narrower bound counts. */
    public CacheControl and(CacheControl other) {
        return new CacheControl(
                freshOnly || other.freshOnly,
                keepNothing || other.keepNothing,
                cachedOnly || other.cachedOnly,
                shorter(maxAge, other.maxAge),
                shorter(ttl, other.ttl),
                namespace.isEmpty() ? other.namespace : namespace);
    }

    private static @Nullable Duration shorter(@Nullable Duration one, @Nullable Duration other) {
        return Stream.of(one, other)
                .flatMap(Stream::ofNullable)
                .min(Duration::compareTo)
                .orElse(null);
    }
}
