package io.frond.classify;

import java.util.Arrays;
import java.util.List;

/**
 * Sparse vectors turned round: for each bucket, in which of them it occurs and how much of it. Products of a question
 * with thousands of examples then cost only what they have in common.
 */
final class Postings {
    private final int size;
    private final int[] start;
    private final int[] who;
    private final float[] much;

    private Postings(int size, int[] start, int[] who, float[] much) {
        this.size = size;
        this.start = start;
        this.who = who;
        this.much = much;
    }

    /** @param buckets of the space */
    static Postings of(List<Features> vectors, int buckets) {
        int[] start = new int[buckets + 1];
        for (Features vector : vectors) {
            for (int i = 0; i < vector.size(); i++) {
                start[vector.at(i) + 1]++;
            }
        }
        for (int b = 0; b < buckets; b++) {
            start[b + 1] += start[b];
        }
        return filled(vectors, start);
    }

    private static Postings filled(List<Features> vectors, int[] start) {
        int[] next = start.clone();
        int[] who = new int[start[start.length - 1]];
        float[] much = new float[who.length];
        for (int v = 0; v < vectors.size(); v++) {
            var vector = vectors.get(v);
            for (int i = 0; i < vector.size(); i++) {
                int at = next[vector.at(i)]++;
                who[at] = v;
                much[at] = vector.weight(i);
            }
        }
        return new Postings(vectors.size(), start, who, much);
    }

    /** With each of them. */
    double[] products(Features question) {
        double[] products = new double[size];
        for (int i = 0; i < question.size(); i++) {
            float weight = question.weight(i);
            int end = start[question.at(i) + 1];
            for (int p = start[question.at(i)]; p < end; p++) {
                products[who[p]] += weight * much[p];
            }
        }
        return products;
    }

    /** Of these vectors with one another: row i of length i + 1. */
    double[][] among(List<Features> vectors) {
        double[][] among = new double[size][];
        for (int i = 0; i < size; i++) {
            among[i] = Arrays.copyOf(products(vectors.get(i)), i + 1);
        }
        return among;
    }
}
