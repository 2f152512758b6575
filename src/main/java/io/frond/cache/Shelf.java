package io.frond.cache;

import io.frond.cache.CacheStore.Held;
import io.frond.model.Ending;
import io.frond.model.Head;
import io.frond.model.Provenance;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** What may be kept, and what of it may still be used. */
final class Shelf {
    /** Bytes of one answer; more is a document, not an answer. */
    static final int LARGEST = 4 << 20;

    /** Headers that tell about the body; all others belong to the call that fetched it. */
    private static final List<String> HEADERS = List.of("content-type", "x-frond-simulated");

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

    Future<Void> put(String key, Kept kept) {
        return store.put(key, kept);
    }

    /** Whole answers only: not those cut off by a limit or a filter, nor those that ask for a tool's result. */
    boolean takes(Head head, Buffer body, Ending ending, Provenance provenance) {
        return head.status() == 200
                && ending.finish().equals("stop")
                && body.length() <= LARGEST
                && current(provenance);
    }

    Kept kept(Head head, Buffer body, boolean streamed, Ending ending, Provenance provenance) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("content-type", head.contentType());
        for (String name : HEADERS) {
            var value = head.headers().get(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return new Kept(headers, body.copy(), streamed, ending.finish(), provenance, ttl);
    }

    private boolean current(Provenance provenance) {
        return provenance.sources().stream().allMatch(currency::current);
    }
}
