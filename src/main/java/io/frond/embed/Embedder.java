package io.frond.embed;

import io.vertx.core.Future;
import java.util.List;

/** Texts to vectors of unit length, off the event loop. */
public interface Embedder extends AutoCloseable {

    /** One vector per text, in order. Fails with {@code SHED} when its workers are full. */
    Future<List<float[]>> embed(List<String> texts);

    /** Texts that it is best given at a time where nobody waits. */
    default int batch() {
        return 1;
    }

    /** What each text means, in order, word by word where the embedder can tell. Costs what {@link #embed} costs. */
    default Future<List<Embedded>> read(List<String> texts) {
        return embed(texts).map(vectors -> vectors.stream()
                .map(vector -> new Embedded(vector, List.of()))
                .toList());
    }

    /** Length of every vector. */
    int dimensions();

    @Override
    void close();
}
