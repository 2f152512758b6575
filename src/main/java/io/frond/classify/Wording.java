package io.frond.classify;

/**
 * A {@link Lexicon} and a {@link Softmax} over its vectors as one table: beside what an n-gram says in itself, what it
 * says for each class. A text is then scored in one pass over its n-grams, with one place of memory for each.
 */
final class Wording {
    private final int classes;
    private final float[] table;
    private final double[] bias;

    private Wording(int classes, float[] table, double[] bias) {
        this.classes = classes;
        this.table = table;
        this.bias = bias;
    }

    static Wording of(Lexicon lexicon, Softmax model) {
        int classes = model.classes();
        float[] table = new float[Ngrams.BUCKETS * (classes + 1)];
        for (int bucket = 0; bucket < Ngrams.BUCKETS; bucket++) {
            int row = bucket * (classes + 1);
            table[row] = lexicon.rarity(bucket);
            for (int c = 0; c < classes; c++) {
                table[row + 1 + c] = table[row] * model.weight(bucket, c);
            }
        }
        return new Wording(classes, table, model.bias());
    }

    /** As {@link Softmax#scores} of {@link Lexicon#features}. */
    double[] scores(String text) {
        var grams = Ngrams.of(text);
        double[] sums = new double[classes + 1];
        int i = 0;
        for (; i + 3 < grams.size(); i += 4) {
            four(grams, i, sums);
        }
        for (; i < grams.size(); i++) {
            one(grams, i, sums);
        }
        return scores(sums);
    }

    /** At once, for each addition waits for the last one. Sums hold the vector's squares, then the classes. */
    private void four(Ngrams grams, int i, double[] sums) {
        int a = row(grams, i);
        int b = row(grams, i + 1);
        int c = row(grams, i + 2);
        int d = row(grams, i + 3);
        float x = Lexicon.root(grams.count(i));
        float y = Lexicon.root(grams.count(i + 1));
        float z = Lexicon.root(grams.count(i + 2));
        float w = Lexicon.root(grams.count(i + 3));
        sums[0] += (square(a, x) + square(b, y)) + (square(c, z) + square(d, w));
        for (int k = 1; k <= classes; k++) {
            sums[k] += (table[a + k] * x + table[b + k] * y) + (table[c + k] * z + table[d + k] * w);
        }
    }

    private void one(Ngrams grams, int i, double[] sums) {
        int row = row(grams, i);
        float often = Lexicon.root(grams.count(i));
        sums[0] += square(row, often);
        for (int k = 1; k <= classes; k++) {
            sums[k] += table[row + k] * often;
        }
    }

    private int row(Ngrams grams, int i) {
        return grams.bucket(i) * (classes + 1);
    }

    private float square(int row, float often) {
        float much = table[row] * often;
        return much * much;
    }

    private double[] scores(double[] sums) {
        double length = Lexicon.length(sums[0]);
        double[] scores = new double[classes];
        for (int c = 0; c < classes; c++) {
            scores[c] = bias[c] + sums[c + 1] / length;
        }
        return scores;
    }
}
