package io.frond.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearVectorsTest {
    private static final int DIMENSIONS = 96;

    private final Random random = new Random(5);
    private final NearVectors near = new NearVectors(DIMENSIONS);
    private final List<float[]> all = new ArrayList<>();

    @Test
    void theNearestIsFoundAsAFullScanFindsItWithItsCosine() {
        fill(9_000);
        for (int i = 0; i < 50; i++) {
            var asked = like(all.get(random.nextInt(all.size())));
            int nearest = nearest(asked);

            var found = near.nearest(asked, 8);

            assertThat(found).hasSize(8);
            assertThat(found.getFirst().number()).isEqualTo(nearest);
            assertThat(found.getFirst().cosine()).isCloseTo(dot(asked, all.get(nearest)), within(0.01));
            assertThat(found).isSortedAccordingTo(Comparator.comparingDouble(one -> -one.cosine()));
        }
    }

    @Test
    void whatIsRemovedGivesItsNumberToTheLast() {
        fill(9_000);
        while (all.size() > 100) {
            int gone = random.nextInt(all.size());
            near.remove(gone);
            var last = all.removeLast();
            if (gone < all.size()) {
                all.set(gone, last);
            }
        }

        assertThat(near.size()).isEqualTo(100);
        for (int i = 0; i < 100; i++) {
            assertThat(near.nearest(all.get(i), 1).getFirst().number()).isEqualTo(i);
        }
    }

    @Test
    void ofNoneThereIsNoNearest() {
        assertThat(near.nearest(vector(), 3)).isEmpty();
    }

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            var vector = vector();
            all.add(vector);
            near.add(vector);
        }
    }

    private int nearest(float[] asked) {
        return IntStream.range(0, all.size())
                .boxed()
                .max(Comparator.comparingDouble(i -> dot(asked, all.get(i))))
                .orElseThrow();
    }

    private float[] like(float[] other) {
        var vector = vector();
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = other[i] + 0.5f * vector[i];
        }
        return unit(vector);
    }

    private float[] vector() {
        var vector = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return unit(vector);
    }

    private static float[] unit(float[] vector) {
        float length = (float) Math.sqrt(dot(vector, vector));
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return vector;
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
