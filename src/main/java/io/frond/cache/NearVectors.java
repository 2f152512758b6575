package io.frond.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds among vectors of unit length those nearest to another one, by two scans. The first compares one bit per
 * dimension, its sign: the angle between two vectors shows in how many of them differ, and a word of the processor
 * compares 64. The second takes the cosines of the few that are left, from a byte per dimension.
 *
 * <p>Numbered from 0 without gaps: what is removed is replaced by the last. Not thread-safe. Blocks, not one array,
 * because growing must not copy megabytes while somebody waits.
 */
final class NearVectors {
    private static final int BLOCK = 4096;
    private static final int FIRST = 4;
    /** So many are left for the second scan. */
    private static final int SHORTLIST = 64;

    private static final int TOP = 127;

    private final int dimensions;
    private final int words;
    private final List<Block> blocks = new ArrayList<>();
    private int size;

    /**
     * @param number of the vector
     * @param cosine of the angle, within 0.01
     */
    record Near(int number, double cosine) {}

    NearVectors(int dimensions) {
        this.dimensions = dimensions;
        this.words = (dimensions + Long.SIZE - 1) / Long.SIZE;
    }

    /** Grows up to its size: most scopes hold a few questions only. */
    private final class Block {
        long[] signs = new long[FIRST * words];
        byte[] bytes = new byte[FIRST * dimensions];
        float[] scales = new float[FIRST];

        void holds(int at) {
            if (at == scales.length) {
                int more = 2 * scales.length;
                signs = Arrays.copyOf(signs, more * words);
                bytes = Arrays.copyOf(bytes, more * dimensions);
                scales = Arrays.copyOf(scales, more);
            }
        }
    }

    /** A vector as it is compared: its signs, its bytes and what a byte is worth. */
    private static final class Print {
        final long[] signs;
        final byte[] bytes;
        final float scale;

        Print(long[] signs, byte[] bytes, float scale) {
            this.signs = signs;
            this.bytes = bytes;
            this.scale = scale;
        }
    }

    int size() {
        return size;
    }

    /** Gets the number {@link #size()}. */
    void add(float[] vector) {
        if (size == blocks.size() * BLOCK) {
            blocks.add(new Block());
        }
        put(size++, print(vector));
    }

    /** The last one takes its number. */
    void remove(int number) {
        size--;
        if (number < size) {
            put(number, print(size));
        }
        if (size <= (blocks.size() - 1) * BLOCK) {
            blocks.removeLast();
        }
    }

    /** The nearest first. */
    List<Near> nearest(float[] vector, int most) {
        var asked = print(vector);
        var shortlist = new Shortlist();
        for (int at = 0; at < size; at += BLOCK) {
            shortlist.scan(blocks.get(at / BLOCK).signs, asked.signs, at, Math.min(BLOCK, size - at));
        }
        return shortlist.nearest(asked, most);
    }

    private void put(int number, Print print) {
        var block = blocks.get(number / BLOCK);
        int at = number % BLOCK;
        block.holds(at);
        System.arraycopy(print.signs, 0, block.signs, at * words, words);
        System.arraycopy(print.bytes, 0, block.bytes, at * dimensions, dimensions);
        block.scales[at] = print.scale;
    }

    private Print print(int number) {
        var block = blocks.get(number / BLOCK);
        int at = number % BLOCK;
        return new Print(
                Arrays.copyOfRange(block.signs, at * words, (at + 1) * words),
                Arrays.copyOfRange(block.bytes, at * dimensions, (at + 1) * dimensions),
                block.scales[at]);
    }

    private Print print(float[] vector) {
        float most = 1e-9f;
        for (float value : vector) {
            most = Math.max(most, Math.abs(value));
        }
        var signs = new long[words];
        var bytes = new byte[dimensions];
        for (int i = 0; i < dimensions; i++) {
            signs[i / Long.SIZE] |= vector[i] > 0 ? 1L << i : 0;
            bytes[i] = (byte) Math.round(vector[i] / most * TOP);
        }
        return new Print(signs, bytes, most / TOP);
    }

    private double cosine(Print asked, int number) {
        var block = blocks.get(number / BLOCK);
        int at = number % BLOCK;
        return dot(asked.bytes, block.bytes, at * dimensions) * (double) asked.scale * block.scales[at];
    }

    private static int dot(byte[] one, byte[] all, int from) {
        int sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * all[from + i];
        }
        return sum;
    }

    /** Those that differ in the fewest signs so far, the fewest first. */
    private final class Shortlist {
        private final int[] numbers = new int[SHORTLIST];
        private final int[] distances = new int[SHORTLIST];
        private final int[] found = new int[BLOCK];
        private int held;
        private int worst = Integer.MAX_VALUE;

        void scan(long[] signs, long[] asked, int first, int count) {
            compare(signs, asked, count);
            for (int i = 0; i < count; i++) {
                if (found[i] < worst) {
                    insert(first + i, found[i]);
                }
            }
        }

        private void compare(long[] signs, long[] asked, int count) {
            for (int i = 0, at = 0; i < count; i++) {
                int differ = 0;
                for (int w = 0; w < asked.length; w++, at++) {
                    differ += Long.bitCount(signs[at] ^ asked[w]);
                }
                found[i] = differ;
            }
        }

        private void insert(int number, int distance) {
            int at = held < SHORTLIST ? held++ : SHORTLIST - 1;
            for (; at > 0 && distances[at - 1] > distance; at--) {
                distances[at] = distances[at - 1];
                numbers[at] = numbers[at - 1];
            }
            distances[at] = distance;
            numbers[at] = number;
            worst = held < SHORTLIST ? Integer.MAX_VALUE : distances[SHORTLIST - 1];
        }

        List<Near> nearest(Print asked, int most) {
            return Arrays.stream(numbers, 0, held)
                    .mapToObj(number -> new Near(number, cosine(asked, number)))
                    .sorted((a, b) -> Double.compare(b.cosine(), a.cosine()))
                    .limit(most)
                    .toList();
        }
    }
}
