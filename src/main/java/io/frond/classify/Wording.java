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
        double[] scores = new double[classes];
        double squares = 0;
        for (int i = 0; i < grams.size(); i++) {
            int row = grams.bucket(i) * (classes + 1);
            float often = Lexicon.root(grams.count(i));
            float much = often * table[row];
            squares += much * much;
            for (int c = 0; c < classes; c++) {
                scores[c] += often * table[row + 1 + c];
            }
        }
        double length = Lexicon.length(squares);
        for (int c = 0; c < classes; c++) {
            scores[c] = bias[c] + scores[c] / length;
        }
        return scores;
    }
}
