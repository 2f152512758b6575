package io.frond.classify;

import io.frond.classify.Familiarity.Nearest;
import java.util.List;

/** The vectors of the examples: how like they are to one another, and to a question. */
record Acquaintance(List<float[]> vectors) {

    Acquaintance {
        vectors = List.copyOf(vectors);
    }

    /** Cosines; row i of length i. */
    float[][] among() {
        float[][] similar = new float[vectors.size()][];
        for (int i = 0; i < similar.length; i++) {
            similar[i] = new float[i];
            for (int j = 0; j < i; j++) {
                similar[i][j] = (float) Familiarity.dot(vectors.get(i), vectors.get(j));
            }
        }
        return similar;
    }

    /** Of each example to the nearest others. */
    double[] likenesses() {
        double[] likeness = new double[vectors.size()];
        for (int i = 0; i < likeness.length; i++) {
            var nearest = new Nearest();
            for (int j = 0; j < likeness.length; j++) {
                if (j != i) {
                    nearest.add(Familiarity.dot(vectors.get(i), vectors.get(j)), j);
                }
            }
            likeness[i] = nearest.mean();
        }
        return likeness;
    }

    /** The same, where the cosines are known. */
    static double[] likenesses(float[][] among) {
        double[] likeness = new double[among.length];
        for (int i = 0; i < likeness.length; i++) {
            var nearest = new Nearest();
            for (int j = 0; j < likeness.length; j++) {
                if (j != i) {
                    nearest.add(j < i ? among[i][j] : among[j][i], j);
                }
            }
            likeness[i] = nearest.mean();
        }
        return likeness;
    }

    /** Cosines of a question with each example. */
    double[] to(float[] question) {
        double[] similar = new double[vectors.size()];
        for (int i = 0; i < similar.length; i++) {
            similar[i] = Familiarity.dot(question, vectors.get(i));
        }
        return similar;
    }
}
