package io.frond.cache;

import io.frond.cache.CacheStore.Held;
import java.time.Duration;
import java.util.Locale;

/** Values of {@code Cache-Status} (RFC 9211, section 2). */
final class Status {
    static final String MISS = "frond; fwd=miss";
    /** One was there, made from a document that has changed since. */
    static final String STALE = "frond; fwd=stale";
    /** The client's own cache-control says so. */
    static final String REQUEST = "frond; fwd=request";
    /** One was there, older than the client takes. */
    static final String AGED = "frond; fwd=request; detail=max-age";
    /** Requests of this kind are not cached. */
    static final String BYPASS = "frond; fwd=bypass";
    /** Waited for another request that fetched the same. */
    static final String COLLAPSED = "frond; fwd=miss; collapsed";

    private static final String REPLAYED = "; detail=idempotency-key";
    /** Waited for the first request under the same key. */
    static final String AWAITED = COLLAPSED + REPLAYED;

    private Status() {}

    static String hit(Held held) {
        return hit(held.left()) + held.detail();
    }

    /** Answered before in other words. */
    static String semantic(double similarity, double probability, double threshold) {
        return String.format(
                Locale.ROOT,
                "; detail=semantic; similarity=%.3f; probability=%.3f; threshold=%.3f",
                similarity,
                probability,
                threshold);
    }

    static String hit(Duration left) {
        return "frond; hit; ttl=" + left.toSeconds();
    }

    /** Answered before under the same key. */
    static String replayed(Duration left) {
        return hit(left) + REPLAYED;
    }
}
