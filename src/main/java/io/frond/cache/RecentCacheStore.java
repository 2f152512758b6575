package io.frond.cache;

import io.frond.model.Clock;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers in this process, the oldest of which goes first where there is no more room. For those that are asked for soon
 * after they were given or never: a cache that keeps what is asked for often would turn the newest away.
 *
 * <p>Guarded by its lock, which is held for a few steps in memory.
 */
final class RecentCacheStore implements CacheStore {
    private final LinkedHashMap<String, Aging> oldestFirst = new LinkedHashMap<>();
    private final Clock clock;
    private final long bytes;
    private long used;

    RecentCacheStore(long bytes, Clock clock) {
        this.clock = clock;
        this.bytes = bytes;
    }

    @Override
    public synchronized Future<Optional<Held>> get(String key) {
        var held = Optional.ofNullable(oldestFirst.get(key))
                .map(found -> found.held(clock))
                .filter(found -> found.left().isPositive());
        return Future.succeededFuture(held);
    }

    @Override
    public synchronized Future<Void> put(String key, Kept kept) {
        if (Aging.fits(kept, bytes)) {
            forget(key);
            var fresh = new Aging(kept, clock.nanos());
            oldestFirst.put(key, fresh);
            used += fresh.weight();
            makeRoom();
        }
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Void> remove(String key) {
        forget(key);
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Integer> purge(Purge which) {
        var meant = oldestFirst.entrySet().stream()
                .filter(entry -> which.concerns(entry.getValue().kept()))
                .map(Map.Entry::getKey)
                .toList();
        meant.forEach(this::forget);
        return Future.succeededFuture(meant.size());
    }

    private void forget(String key) {
        count(oldestFirst.remove(key));
    }

    private void makeRoom() {
        for (var oldest = oldestFirst.firstEntry();
                oldest != null && (used > bytes || over(oldest.getValue()));
                oldest = oldestFirst.firstEntry()) {
            forget(oldest.getKey());
        }
    }

    private boolean over(Aging entry) {
        return !entry.held(clock).left().isPositive();
    }

    private void count(@Nullable Aging gone) {
        used -= gone == null ? 0 : gone.weight();
    }
}
