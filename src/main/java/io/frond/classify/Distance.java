package io.frond.classify;

import java.util.Locale;

/** How many letters must be put in, taken out or changed to get from one word to another, case aside (Levenshtein). */
final class Distance {
    private static final int LONGEST = 64;

    private Distance() {}

    static int between(String a, String b) {
        String from = bounded(a);
        String to = bounded(b);
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            next(row, from.charAt(i - 1), to, i);
        }
        return row[to.length()];
    }

    private static void next(int[] row, char letter, String to, int i) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j < row.length; j++) {
            int change = diagonal + (letter == to.charAt(j - 1) ? 0 : 1);
            diagonal = row[j];
            row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
        }
    }

    private static String bounded(String word) {
        return word.substring(0, Math.min(LONGEST, word.length())).toLowerCase(Locale.ROOT);
    }
}
