package io.frond.cache;

import io.frond.cache.CacheStore.Held;
import io.frond.model.Ask;
import io.frond.model.Tenant;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Whether a question was answered before in other words. */
@FunctionalInterface
interface Semantic {
    /** Knows nothing. */
    Semantic OFF = (tenant, ask, key) -> Future.succeededFuture(Look.NOTHING);

    /**
     * Never fails, and takes no longer than its time.
     *
     * @param key under which the answer to these words would be kept
     */
    Future<Look> look(Tenant tenant, Ask ask, String key);

    /** What came of it. */
    interface Look {
        /** Nothing found, and nothing to learn. */
        Look NOTHING = fresh -> {};

        /** The answer to give; null where there is none. */
        default @Nullable Held held() {
            return null;
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
