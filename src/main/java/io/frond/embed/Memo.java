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
    /** Of all texts together, each also counted as one itself. */
    private static final int WORDS = 16_384;

    private static final Duration KEPT = Duration.ofSeconds(30);

    private final Embedder embedder;
    private final Cache<String, Embedded> recent = Caffeine.newBuilder()
            .maximumWeight(WORDS)
            .weigher((String text, Embedded embedded) -> 1 + embedded.words().size())
            .expireAfterWrite(KEPT)
            .build();

    public Memo(Embedder embedder) {
        this.embedder = embedder;
    }

    @Override
    public Future<List<float[]>> embed(List<String> texts) {
        return texts.size() == 1
                ? read(texts).map(read -> List.of(read.getFirst().vector()))
                : embedder.embed(texts);
    }

    @Override
    public Future<List<Embedded>> read(List<String> texts) {
        if (texts.size() != 1) {
            return embedder.read(texts);
        }
        var text = texts.getFirst();
        var known = recent.getIfPresent(text);
        return known == null
                ? embedder.read(texts).onSuccess(read -> recent.put(text, read.getFirst()))
                : Future.succeededFuture(List.of(known));
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
