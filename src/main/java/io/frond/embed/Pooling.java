package io.frond.embed;

import java.util.ArrayList;
import java.util.List;

/** A model's outputs, one vector per token, brought together: their mean for the whole text, and for each word. */
final class Pooling {
    private final float[] outputs;
    private final int dimensions;

    /** @param outputs token after token */
    Pooling(float[] outputs, int dimensions) {
        this.outputs = outputs;
        this.dimensions = dimensions;
    }

    /** Of unit length. */
    float[] whole() {
        float[] sum = new float[dimensions];
        for (int token = 0; token < outputs.length / dimensions; token++) {
            add(token, sum);
        }
        return unit(sum);
    }

    /** Each of unit length. */
    List<Word> words(WordPiece.Cut cut) {
        var words = new ArrayList<Word>(cut.words().size());
        int token = 1;
        for (int word = 0; word < cut.words().size(); word++) {
            float[] sum = new float[dimensions];
            while (token < cut.owners().length && cut.owners()[token] == word) {
                add(token++, sum);
            }
            words.add(new Word(cut.words().get(word), unit(sum)));
        }
        return words;
    }

    private void add(int token, float[] sum) {
        for (int d = 0; d < dimensions; d++) {
            sum[d] += outputs[token * dimensions + d];
        }
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float v : vector) {
            squares += (double) v * v;
        }
        float length = (float) Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return vector;
    }
}
