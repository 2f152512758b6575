package io.frond.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the words that somebody who mistyped one may have meant: those with the fewest typing mistakes
 * (Damerau-Levenshtein), at most a third of the length.
 */
public final class Nearest {
    private static final int LONGEST = 64;

    private Nearest() {}

    /** The nearest; null where none is near. */
    public static @Nullable String to(String word, Collection<String> known) {
        var near = to(word, known, 1);
        return near.isEmpty() ? null : near.get(0);
    }

    /** The nearest first, at most so many. */
    public static List<String> to(String word, Collection<String> known, int most) {
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= allowed(word, candidate))
                .sorted(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .limit(most)
                .toList();
    }

    private static int allowed(String word, String candidate) {
        return Math.max(1, Math.max(word.length(), candidate.length()) / 3);
    }

    private static int distance(String word, String candidate) {
        String a = plain(word);
        String b = plain(candidate);
        return begun(a, b) ? 1 : mistakes(a, b);
    }

    /** Whether one is the other cut off: {@code warning} for {@code warn}. */
    private static boolean begun(String a, String b) {
        return Math.min(a.length(), b.length()) >= 3 && !a.equals(b) && (a.startsWith(b) || b.startsWith(a));
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    private static int mistakes(String a, String b) {
        if (a.length() > LONGEST || b.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
