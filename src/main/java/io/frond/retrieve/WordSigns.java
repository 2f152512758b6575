package io.frond.retrieve;

import io.frond.embed.Word;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The telling words of a text by the signs of their vectors, a bit per dimension, word after word. That is a
 * thirty-second of the vectors, and tells as well which word of a chunk is the nearest to one of the question.
 */
final class WordSigns {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private WordSigns() {}

    /** Bytes of one word. */
    static int size(int dimensions) {
        return (dimensions + Long.SIZE - 1) / Long.SIZE * Long.BYTES;
    }

    /** Empty where no word tells anything. */
    static byte[] of(List<Word> words) {
        var telling = words.stream().filter(word -> English.tells(word.text())).toList();
        if (telling.isEmpty()) {
            return new byte[0];
        }
        int size = size(telling.getFirst().vector().length);
        var signs = new byte[telling.size() * size];
        for (int i = 0; i < telling.size(); i++) {
            write(telling.get(i).vector(), signs, i * size);
        }
        return signs;
    }

    private static void write(float[] vector, byte[] signs, int at) {
        for (int d = 0; d < vector.length; d++) {
            if (vector[d] > 0) {
                signs[at + d / Byte.SIZE] |= (byte) (1 << (d % Byte.SIZE));
            }
        }
    }

    /** In how many dimensions at least a word and the nearest word of a text differ; the text has a word. */
    static int distance(byte[] word, byte[] text, int from, int length) {
        int nearest = Integer.MAX_VALUE;
        for (int at = from; at < from + length; at += word.length) {
            int apart = 0;
            for (int i = 0; i < word.length; i += Long.BYTES) {
                apart += Long.bitCount((long) LONGS.get(word, i) ^ (long) LONGS.get(text, at + i));
            }
            nearest = Math.min(nearest, apart);
        }
        return nearest;
    }
}
