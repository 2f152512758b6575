package io.frond.classify;

import java.util.List;

/**
 * How much each n-gram says: those that few examples have say more (inverse document frequency). Turns texts into
 * vectors of unit length.
 */
final class Lexicon {
    private final float[] rarity;

    private Lexicon(float[] rarity) {
        this.rarity = rarity;
    }

    static Lexicon of(List<String> texts) {
        int[] having = new int[Ngrams.BUCKETS];
        for (String text : texts) {
            var grams = Ngrams.of(text);
            for (int i = 0; i < grams.size(); i++) {
                having[grams.bucket(i)]++;
            }
        }
        float[] rarity = new float[Ngrams.BUCKETS];
        for (int b = 0; b < rarity.length; b++) {
            rarity[b] = (float) (1 + Math.log((1.0 + texts.size()) / (1 + having[b])));
        }
        return new Lexicon(rarity);
    }

    Features features(String text) {
        var grams = Ngrams.of(text);
        int[] at = new int[grams.size()];
        float[] weight = new float[at.length];
        double squares = 0;
        for (int i = 0; i < at.length; i++) {
            at[i] = grams.bucket(i);
            weight[i] = rarity[at[i]] * root(grams.count(i));
            squares += (double) weight[i] * weight[i];
        }
        return new Features(at, scaled(weight, squares));
    }

    /** Nearly every n-gram stands in a text once. */
    static float root(int count) {
        return count == 1 ? 1 : (float) Math.sqrt(count);
    }

    float rarity(int bucket) {
        return rarity[bucket];
    }

    /** Of a vector, by the sum of its squares; never zero. */
    static double length(double squares) {
        return Math.sqrt(Math.max(squares, 1e-12));
    }

    private static float[] scaled(float[] weight, double squares) {
        float length = (float) length(squares);
        for (int i = 0; i < weight.length; i++) {
            weight[i] /= length;
        }
        return weight;
    }
}
