package io.frond.embed;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Workers;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What holds for every embedder, whatever its model. */
abstract class EveryEmbedder {
    private static final List<String> TEXTS = List.of(
            "How long may I return goods?",
            "Redraft this indemnity clause.",
            "x",
            "Größe, façade, 東京, 🙂",
            "word ".repeat(4000));

    /** An embedder over workers that are always free. */
    abstract Embedder embedder() throws Exception;

    /** An embedder whose work runs on the given workers. */
    abstract Embedder embedder(Workers workers) throws Exception;

    @Test
    void thereIsOneVectorPerTextInOrder() throws Exception {
        var backwards = new ArrayList<>(TEXTS);
        Collections.reverse(backwards);

        var vectors = vectors(TEXTS);
        var reversed = vectors(backwards);

        assertThat(vectors).hasSameSizeAs(TEXTS);
        Collections.reverse(reversed);
        for (int i = 0; i < vectors.size(); i++) {
            assertThat(reversed.get(i)).isEqualTo(vectors.get(i));
        }
    }

    @Test
    void everyVectorHasUnitLengthAndTheStatedDimensions() throws Exception {
        for (float[] vector : vectors(TEXTS)) {
            assertThat(vector).hasSize(embedder().dimensions());
            assertThat(dot(vector, vector)).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void theSameTextHasTheSameVectorWhateverItsNeighbours() throws Exception {
        var alone = vectors(List.of(TEXTS.get(0))).get(0);
        var amongOthers = vectors(TEXTS).get(0);

        assertThat(amongOthers).isEqualTo(alone);
    }

    @Test
    void anEmptyTextHasAVectorToo() throws Exception {
        assertThat(dot(vectors(List.of("")).get(0), vectors(List.of("")).get(0)))
                .isCloseTo(1, within(1e-5));
    }

    @Test
    void whatIsReadHasTheVectorThatIsEmbedded() throws Exception {
        var read =
                embedder().read(TEXTS).toCompletionStage().toCompletableFuture().get(60, SECONDS);

        var vectors = vectors(TEXTS);
        for (int i = 0; i < vectors.size(); i++) {
            assertThat(read.get(i).vector()).isEqualTo(vectors.get(i));
            assertThat(read.get(i).words()).allSatisfy(word -> assertThat(dot(word.vector(), word.vector()))
                    .isCloseTo(1, within(1e-4)));
        }
    }

    @Test
    void noTextsGiveNoVectors() throws Exception {
        assertThat(vectors(List.of())).isEmpty();
    }

    @Test
    void fullWorkersRefuseWithShed() throws Exception {
        var embedder = embedder(new Workers() {
            @Override
            public <T> Future<T> run(Callable<T> work) {
                return Future.failedFuture(Refused.of(Reason.SHED, "full"));
            }
        });

        assertThat(((Refused) embedder.embed(List.of("a")).cause()).reason()).isEqualTo(Reason.SHED);
    }

    final List<float[]> vectors(List<String> texts) throws Exception {
        return embedder().embed(texts).toCompletionStage().toCompletableFuture().get(60, SECONDS);
    }

    static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
