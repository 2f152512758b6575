package io.frond.embed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.util.List;

/**
 * The vectors of the last texts, so that one question which several steps want embedded is embedded once. A vector
 * depends on nothing but its text. Thread-safe.
 */
public final class RecentVectors {
    private static final int MOST = 1_024;
    private static final int LONGEST = 4_000;

    private final Cache<String, float[]> vectors =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /** The same embedder, which remembers single texts of usual length. */
    public Embedder over(Embedder embedder) {
        return new Remembering(embedder);
    }

    private final class Remembering implements Embedder {
        private final Embedder behind;

        Remembering(Embedder behind) {
            this.behind = behind;
        }

        @Override
        public Future<List<float[]>> embed(List<String> texts) {
            if (texts.size() != 1 || texts.getFirst().length() > LONGEST) {
                return behind.embed(texts);
            }
            var text = texts.getFirst();
            var known = vectors.getIfPresent(text);
            return known == null
                    ? behind.embed(texts).onSuccess(made -> vectors.put(text, made.getFirst()))
                    : Future.succeededFuture(List.of(known));
        }

        @Override
        public int dimensions() {
            return behind.dimensions();
        }

        @Override
        public void close() {
            behind.close();
        }
    }
}
