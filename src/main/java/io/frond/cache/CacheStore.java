package io.frond.cache;

import io.frond.model.Clock;
import io.frond.store.RedisLink;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * Where answers are kept. It outlives a configuration, whose version is part of every key. Safe from every event loop.
 * A store that is out of order is an empty one: nothing of it fails.
 */
public interface CacheStore {

    /** In this process, bounded by the bytes of all answers, of which the least useful goes first. */
    static CacheStore memory(long bytes, Clock clock) {
        return new MemoryCacheStore(bytes, clock);
    }

    /** In this process, bounded by the bytes of all answers, of which the oldest goes first. */
    static CacheStore recent(long bytes, Clock clock) {
        return new RecentCacheStore(bytes, clock);
    }

    /** In a Redis, for several gateways. Redis bounds the whole by its own {@code maxmemory} and policy. */
    static CacheStore redis(RedisLink link) {
        return new RedisCacheStore(link);
    }

    Future<Optional<Held>> get(String key);

    /** Keeps it for its ttl, or not at all where it is too large. Completes when a look-up would find it. */
    Future<Void> put(String key, Kept kept);

    Future<Void> remove(String key);

    /**
     * Forgets all that is meant and tells how much that was. Only this may fail: where the store is out of order. Goes
     * through everything; what is in memory, on the calling thread.
     */
    Future<Integer> purge(Purge which);

    /**
     * @param left until it is forgotten
     * @param detail why it answers a question in other words, as parameters of {@code Cache-Status}; else empty
     */
    record Held(Kept kept, Duration left, String detail) {

        Held(Kept kept, Duration left) {
            this(kept, left, "");
        }

        /** How long ago its last byte came. */
        Duration age() {
            return kept.ttl().minus(left);
        }

        Held by(String likeness) {
            return new Held(kept, left, likeness);
        }
    }
}
