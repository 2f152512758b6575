package io.frond.retrieve;

import io.frond.embed.Embedder;
import io.frond.model.Workers;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts words into a few buckets: texts that share words lie close together. */
final class FakeEmbedder implements Embedder {
    static final int DIMENSIONS = 64;
    final AtomicInteger embedded = new AtomicInteger();

    private final Workers workers;

    FakeEmbedder(Workers workers) {
        this.workers = workers;
    }

    @Override
    public Future<List<float[]>> embed(List<String> texts) {
        return workers.run(() -> {
            embedded.addAndGet(texts.size());
            return texts.stream().map(FakeEmbedder::vector).toList();
        });
    }

    static float[] vector(String text) {
        var vector = new float[DIMENSIONS];
        vector[0] = 0.01f;
        for (String word : text.toLowerCase(Locale.ROOT).split("\\W+", -1)) {
            vector[Math.floorMod(word.hashCode(), DIMENSIONS)] += 1;
        }
        double length = 0;
        for (float x : vector) {
            length += x * x;
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] /= (float) Math.sqrt(length);
        }
        return vector;
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public void close() {}
}
