package io.frond.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.frond.model.Clock;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/**
 * Answers in this process. Caffeine evicts by bytes, least useful first (W-TinyLFU), and forgets each entry at its own
 * time, which begins anew when it is written over. Its upkeep is a few microseconds and runs on the calling thread, so no pool of its own is needed.
 */
final class MemoryCacheStore implements CacheStore {
    private final com.github.benmanes.caffeine.cache.Cache<String, Aging> entries;
    private final Clock clock;
    private final long bytes;

    MemoryCacheStore(long bytes, Clock clock) {
        this.clock = clock;
        this.bytes = bytes;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((String key, Aging entry) -> entry.weight())
                .expireAfter(
                        Expiry.writing((String key, Aging entry) -> entry.kept().ttl()))
                .ticker(clock::nanos)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Future<Optional<Held>> get(String key) {
        return Future.succeededFuture(
                Optional.ofNullable(entries.getIfPresent(key)).map(found -> found.held(clock)));
    }

    @Override
    public Future<Void> put(String key, Kept kept) {
        if (Aging.fits(kept, bytes)) {
            entries.put(key, new Aging(kept, clock.nanos()));
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> remove(String key) {
        entries.invalidate(key);
        return Future.succeededFuture();
    }

    @Override
    public Future<Integer> purge(Purge which) {
        var meant = entries.asMap().entrySet().stream()
                .filter(entry -> which.concerns(entry.getValue().kept()))
                .map(Map.Entry::getKey)
                .toList();
        entries.invalidateAll(meant);
        return Future.succeededFuture(meant.size());
    }
}
