package io.frond.embed;

import io.frond.model.Workers;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * Embeds on one pool of workers. A list of texts is one piece of work: long lists keep one thread busy for long.
 *
 * <p>Texts go through the model one by one. An int8 model scales its activations by the whole batch, so a text's vector
 * would otherwise depend on its neighbours, and a decision could not be replayed.
 */
record PooledEmbedder(MiniLm model, Workers workers) implements Embedder {

    @Override
    public Future<List<float[]>> embed(List<String> texts) {
        var asked = List.copyOf(texts);
        return workers.run(() -> vectors(asked));
    }

    @Override
    public Future<List<Embedded>> read(List<String> texts) {
        var asked = List.copyOf(texts);
        return workers.run(() -> readings(asked));
    }

    private List<Embedded> readings(List<String> texts) throws Exception {
        var readings = new ArrayList<Embedded>(texts.size());
        for (String text : texts) {
            readings.add(model.read(text));
        }
        return readings;
    }

    private List<float[]> vectors(List<String> texts) throws Exception {
        var vectors = new ArrayList<float[]>(texts.size());
        for (String text : texts) {
            vectors.add(model.vector(text));
        }
        return vectors;
    }

    @Override
    public int dimensions() {
        return MiniLm.DIMENSIONS;
    }

    @Override
    public void close() {}
}
