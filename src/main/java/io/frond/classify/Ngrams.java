package io.frond.classify;

import java.util.Arrays;

/**
 * How often the character 2- to 4-grams and the words of a text occur, counted in 2^16 hashed buckets. Case, runs of
 * white space and the difference between digits do not count.
 *
 * <p>No vocabulary is kept, so an unseen word still has n-grams in common with its kin, and the cost is microseconds.
 */
final class Ngrams {
    static final int BUCKETS = 1 << 16;
    private static final int LONGEST = 4;
    private static final int WORD = 0x3C6EF372;

    private final int[] slot;
    private final int[] bucket;
    private final int[] count;
    private int size;

    private Ngrams(int most) {
        slot = new int[Integer.highestOneBit(Math.max(most, 8)) << 2];
        bucket = new int[most];
        count = new int[most];
    }

    static Ngrams of(String text) {
        char[] chars = plain(text);
        var grams = new Ngrams(chars.length * LONGEST);
        grams.countCharacters(chars);
        grams.countWords(chars);
        return grams;
    }

    int size() {
        return size;
    }

    int bucket(int i) {
        return bucket[i];
    }

    int count(int i) {
        return count[i];
    }

    /** Lower case, each run of white space one space, one at either end, each digit a zero. */
    private static char[] plain(String text) {
        char[] plain = new char[text.length() + 2];
        int n = 0;
        plain[n++] = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ' && !Character.isWhitespace(c)) {
                plain[n++] = Character.isDigit(c) ? '0' : Character.toLowerCase(c);
            } else if (plain[n - 1] != ' ') {
                plain[n++] = ' ';
            }
        }
        if (plain[n - 1] != ' ') {
            plain[n++] = ' ';
        }
        return Arrays.copyOf(plain, n);
    }

    private void countCharacters(char[] chars) {
        for (int from = 0; from + 1 < chars.length; from++) {
            int hash = chars[from];
            int end = Math.min(from + LONGEST, chars.length);
            for (int i = from + 1; i < end; i++) {
                hash = hash * 0x01000193 ^ chars[i];
                add(hash + i - from);
            }
        }
    }

    private void countWords(char[] chars) {
        int hash = WORD;
        boolean within = false;
        for (char c : chars) {
            if (Character.isLetterOrDigit(c)) {
                hash = hash * 0x01000193 ^ c;
                within = true;
            } else if (within) {
                add(hash);
                hash = WORD;
                within = false;
            }
        }
    }

    private void add(int hash) {
        int mixed = hash * 0x9E3779B1;
        int at = mixed >>> 16;
        int probe = at & (slot.length - 1);
        while (slot[probe] != 0 && bucket[slot[probe] - 1] != at) {
            probe = (probe + 1) & (slot.length - 1);
        }
        if (slot[probe] == 0) {
            bucket[size++] = at;
            slot[probe] = size;
        }
        count[slot[probe] - 1]++;
    }
}
