package io.frond.cache;

import io.frond.cache.CacheStore.Held;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Whether a question was answered before in other words. */
@FunctionalInterface
interface Semantic {
    /** Knows nothing. */
    Semantic OFF = asked -> Future.succeededFuture(Look.NOTHING);

    /** Never fails, and takes no longer than its time. */
    Future<Look> look(Asked asked);

    /** What came of it. */
    interface Look {
        /** Nothing found, and nothing to learn. */
        Look NOTHING = fresh -> {};

        /** The answer to give; null where there is none. */
        default @Nullable Held held() {
            return null;
        }

        /** Whether there was one, older than the client takes. */
        default boolean aged() {
            return false;
        }

        /** Whether a fresh answer is wanted all the same. */
        default boolean check() {
            return false;
        }

        /** Under which id the client may complain of the answer. */
        default void decided(String decision) {}

        /** Takes note of the fresh answer, which is kept under the key. */
        void learn(Kept fresh);
    }
}
