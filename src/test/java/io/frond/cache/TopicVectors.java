package io.frond.cache;

import io.frond.embed.Embedder;
import io.vertx.core.Future;
import java.util.List;
import java.util.Random;

/** An embedder to which a text is its first word, and a little the rest of it. */
final class TopicVectors implements Embedder {
    private static final int DIMENSIONS = 64;
    private static final double REST = 0.4;

    /** Where set, nothing is embedded any more. */
    boolean silent;

    @Override
    public Future<List<float[]>> embed(List<String> texts) {
        return silent
                ? Future.failedFuture("nobody has time")
                : Future.succeededFuture(
                        texts.stream().map(TopicVectors::vector).toList());
    }

    static float[] vector(String text) {
        var topic = random(text.split(" ", -1)[0]);
        var rest = random(text);
        var vector = new float[DIMENSIONS];
        double squares = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) (topic.nextGaussian() + REST * rest.nextGaussian());
            squares += (double) vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    private static Random random(String seed) {
        return new Random(seed.hashCode() * 31L);
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public void close() {}
}
