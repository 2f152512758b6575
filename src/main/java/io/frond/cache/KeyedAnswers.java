package io.frond.cache;

import io.vertx.core.Future;

/**
 * What was answered under idempotency keys, and what is being answered right now. A promise to a client holds over a
 * reload, so this outlives configurations. Safe from every event loop.
 */
public final class KeyedAnswers {
    final CacheStore store;
    final Flights flights = new Flights();

    /** @param store may be one that other answers are kept in too: keys here are of a kind of their own */
    public KeyedAnswers(CacheStore store) {
        this.store = store;
    }

    /** As {@link CacheStore#purge}. */
    public Future<Integer> purge(Purge which) {
        return store.purge(which);
    }
}
