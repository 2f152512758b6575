package io.frond.evaluate;

import io.frond.retrieve.Document;
import io.frond.retrieve.DocumentSource;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A source read once and kept in memory, so that one collection after the other is made from the same documents
 * whatever changes meanwhile. Whoever opened the source closes it.
 */
public final class Taken {
    private final DocumentSource source;
    private final Map<String, DocumentSource.Reading> readings = new ConcurrentHashMap<>();
    private volatile @Nullable List<String> names;

    public Taken(DocumentSource source) {
        this.source = source;
    }

    /** Names every document at its first look, and nothing from then on. */
    public DocumentSource copy() {
        return new Copy();
    }

    /** What has been read, whole documents alone. */
    public List<Document> documents() {
        return readings.values().stream()
                .filter(DocumentSource.Reading.Whole.class::isInstance)
                .map(reading -> ((DocumentSource.Reading.Whole) reading).document())
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .toList();
    }

    private Future<List<String>> names() {
        var known = names;
        return known != null
                ? Future.succeededFuture(known)
                : source.look().map(DocumentSource.Changes::changed).onSuccess(found -> names = found);
    }

    private final class Copy implements DocumentSource {
        private boolean named;

        @Override
        public Future<Changes> look() {
            return named ? Future.succeededFuture(new Changes(List.of(), List.of())) : names().map(this::first);
        }

        private Changes first(List<String> all) {
            named = true;
            return new Changes(all, List.of());
        }

        @Override
        public Future<Reading> read(String id) {
            var known = readings.get(id);
            return known != null
                    ? Future.succeededFuture(known)
                    : source.read(id).onSuccess(reading -> readings.put(id, reading));
        }
    }
}
