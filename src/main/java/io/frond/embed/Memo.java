package io.frond.embed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * Remembers for a little while what it has just embedded: one request asks for the vector of its question several
 * times, to be classified, to be looked up in the cache and to be answered from documents.
 *
 * <p>Vectors are shared: who gets one must not change it. Closing it closes what it stands before.
 */
public final class Memo implements Embedder {
    private static final int ENTRIES = 512;
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final Embedder embedder;
    private final Cache<String, Future<List<float[]>>> recent =
            Caffeine.newBuilder().maximumSize(ENTRIES).expireAfterWrite(KEPT).build();

    public Memo(Embedder embedder) {
        this.embedder = embedder;
    }

    @Override
    public Future<List<float[]>> embed(List<String> texts) {
        if (texts.size() != 1) {
            return embedder.embed(texts);
        }
        var text = texts.getFirst();
        var known = recent.getIfPresent(text);
        if (known != null && known.succeeded()) {
            // not the known future itself: whoever waits on that is called back on another's event loop
            return Future.succeededFuture(known.result());
        }
        var made = embedder.embed(texts);
        recent.put(text, made);
        return made;
    }

    @Override
    public int dimensions() {
        return embedder.dimensions();
    }

    @Override
    public int batch() {
        return embedder.batch();
    }

    @Override
    public void close() {
        embedder.close();
    }
}
