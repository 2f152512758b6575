package io.frond.retrieve;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Documents whose validity has a beginning. Changed by one event loop, asked by all. */
final class Coming {
    private final Map<String, Instant> byId = new ConcurrentHashMap<>();

    void put(Document document) {
        var from = document.facts().valid().from();
        if (from == null) {
            remove(document.id());
        } else {
            byId.put(document.id(), from);
        }
    }

    void remove(String id) {
        byId.remove(id);
    }

    /** When the next one becomes valid; null where none will. */
    @Nullable
    Instant next(Instant now) {
        return byId.values().stream()
                .filter(from -> from.isAfter(now))
                .min(Instant::compareTo)
                .orElse(null);
    }
}
