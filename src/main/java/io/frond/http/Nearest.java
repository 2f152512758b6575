package io.frond.http;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds the names that somebody who mistyped one may have meant. */
final class Nearest {
    private static final int OFFERED = 3;
    private static final int LONGEST = 128;

    private Nearest() {}

    /** A sentence, {@code " Did you mean 'a' or 'b'?"}; empty where nothing is near. */
    static String to(String asked, Collection<String> names) {
        if (asked.length() > LONGEST) {
            return "";
        }
        String wanted = asked.toLowerCase(Locale.ROOT);
        List<String> near = names.stream()
                .filter(name -> distance(wanted, name) <= Math.max(2, wanted.length() / 3))
                .sorted(Comparator.comparingInt(name -> distance(wanted, name)))
                .limit(OFFERED)
                .toList();
        return near.isEmpty()
                ? ""
                : near.stream()
                        .map(name -> "'" + name + "'")
                        .collect(Collectors.joining(" or ", " Did you mean ", "?"));
    }

    /** Levenshtein's, row by row. */
    private static int distance(String wanted, String name) {
        String other = name.toLowerCase(Locale.ROOT);
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= wanted.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (wanted.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
