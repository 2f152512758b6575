package io.frond.cache;

import io.frond.cache.CacheStore.Held;
import io.frond.model.Provenance;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What may be kept for whoever asks the same, and what of it may still be used. */
final class Shelf {
    private final CacheStore store;
    private final Currency currency;
    private final Duration ttl;

    Shelf(CacheStore store, Currency currency, Duration ttl) {
        this.store = store;
        this.currency = currency;
        this.ttl = ttl;
    }

    /**
     * What a look-up found.
     *
     * @param stale whether there was one that may not be used any more
     */
    record Looked(Optional<Held> held, boolean stale) {}

    Future<Looked> look(String key) {
        return store.get(key).compose(held -> {
            if (held.isEmpty() || current(held.get().kept().provenance())) {
                return Future.succeededFuture(new Looked(held, false));
            }
            return store.remove(key).map(gone -> new Looked(Optional.empty(), true));
        });
    }

    /** Removes what is kept under the key when it is called. It may be held for long, and holds the store alone. */
    Supplier<Future<Void>> forgetting(String key) {
        var from = store;
        return () -> from.remove(key);
    }

    /** Empty where the answer may not be kept; else completes when a look-up would find it. */
    Future<Optional<Kept>> keep(Asked asked, Finished answer) {
        var kept = answer.kept(
                answer.origin(asked.tenant(), asked.ask(), ""),
                ttl(asked.ask().wishes().cache().ttl()));
        if (!takes(answer) || kept.ttl().isZero()) {
            return Future.succeededFuture(Optional.empty());
        }
        return store.put(asked.key(), kept).map(Optional.of(kept));
    }

    /** Clients may shorten it. */
    private Duration ttl(@Nullable Duration wished) {
        return wished == null || wished.compareTo(ttl) > 0 ? ttl : wished;
    }

    /**
     * Whole answers only: not those cut off by a limit or a filter, nor those that ask for a tool's result. Nor what a
     * fallback said, in part or whole: the backend that was meant is asked again as soon as it is back.
     */
    private boolean takes(Finished answer) {
        return answer.head().status() == 200
                && answer.ending().finish().equals("stop")
                && !answer.standIn()
                && !answer.ending().mended()
                && current(answer.provenance());
    }

    private boolean current(Provenance provenance) {
        return provenance.sources().stream().allMatch(currency::current);
    }
}
