package io.frond.classify;

/** A sparse vector: which buckets, and how much in each. */
final class Features {
    private final int[] at;
    private final float[] weight;

    /**
     * Keeps the arrays.
     *
     * @param at indices, each at most once
     * @param weight of the same length
     */
    Features(int[] at, float[] weight) {
        this.at = at;
        this.weight = weight;
    }

    int size() {
        return at.length;
    }

    int at(int i) {
        return at[i];
    }

    float weight(int i) {
        return weight[i];
    }

    /** This and the other side by side, the other's indices moved up. */
    Features beside(Features other, int moved) {
        int[] where = new int[at.length + other.at.length];
        float[] much = new float[where.length];
        System.arraycopy(at, 0, where, 0, at.length);
        System.arraycopy(weight, 0, much, 0, at.length);
        for (int i = 0; i < other.at.length; i++) {
            where[at.length + i] = other.at[i] + moved;
            much[at.length + i] = other.weight[i];
        }
        return new Features(where, much);
    }

    /** All of a dense vector; not copied. */
    static Features dense(float[] vector) {
        int[] where = new int[vector.length];
        for (int i = 0; i < where.length; i++) {
            where[i] = i;
        }
        return new Features(where, vector);
    }
}
