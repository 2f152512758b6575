package io.frond.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.frond.model.Clock;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers in this process. Caffeine evicts by bytes, least useful first (W-TinyLFU), and forgets each entry at its own
 * time, which begins anew when it is written over. Its upkeep is a few microseconds and runs on the calling thread, so no pool of its own is needed.
 */
final class MemoryCacheStore implements CacheStore {
    /** Key, record, headers and the cache's own links, roughly. */
    private static final int OVERHEAD = 512;

    private final com.github.benmanes.caffeine.cache.Cache<String, Entry> entries;
    private final Clock clock;
    private final long bytes;

    private record Entry(Kept kept, long since) {}

    MemoryCacheStore(long bytes, Clock clock) {
        this.clock = clock;
        this.bytes = bytes;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((String key, Entry entry) -> entry.kept.body().length() + OVERHEAD)
                .expireAfter(Expiry.writing((String key, Entry entry) -> entry.kept.ttl()))
                .ticker(clock::nanos)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Future<Optional<Held>> get(String key) {
        var entry = entries.getIfPresent(key);
        return Future.succeededFuture(Optional.ofNullable(entry).map(found -> new Held(found.kept, left(found))));
    }

    private Duration left(Entry entry) {
        var left = entry.kept.ttl().minus(clock.since(entry.since));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** One answer takes no more than an eighth of all the room: it would push out too many others. */
    @Override
    public Future<Void> put(String key, Kept kept) {
        if (kept.body().length() <= bytes / 8) {
            entries.put(key, new Entry(kept, clock.nanos()));
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> remove(String key) {
        entries.invalidate(key);
        return Future.succeededFuture();
    }
}
