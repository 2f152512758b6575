package io.frond.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Changes of single lines of a text, and what {@code diff -u} would say of them. Lines count from 0. */
final class LineEdits {
    private static final int CONTEXT = 3;

    private final List<String> lines;
    private final SortedMap<Integer, String> replaced = new TreeMap<>();
    private final SortedMap<Integer, List<String>> inserted = new TreeMap<>();

    LineEdits(List<String> lines) {
        this.lines = List.copyOf(lines);
    }

    String line(int number) {
        return lines.get(number);
    }

    boolean touched(int number) {
        return replaced.containsKey(number);
    }

    void replace(int number, String line) {
        replaced.put(number, line);
    }

    /** Above that line; behind what was inserted there before. */
    void insert(int number, String line) {
        inserted.computeIfAbsent(number, any -> new ArrayList<>()).add(line);
    }

    /** The text with the changes. */
    String text() {
        var text = new StringBuilder();
        for (var line : marked()) {
            if (line.charAt(0) != '-') {
                text.append(line, 1, line.length()).append('\n');
            }
        }
        return text.toString();
    }

    /** In the unified form, which {@code patch} takes. */
    String diff(String label) {
        var marked = marked();
        var diff = new StringBuilder("--- " + label + "\n+++ " + label + "\n");
        int from = next(marked, 0);
        while (from < marked.size()) {
            int to = end(marked, from);
            hunk(marked, Math.max(0, from - CONTEXT), Math.min(marked.size(), to + CONTEXT), diff);
            from = next(marked, to);
        }
        return diff.toString();
    }

    /** Behind a sign, as a diff has it: blank for what stays. */
    private List<String> marked() {
        var marked = new ArrayList<String>();
        for (int i = 0; i < lines.size(); i++) {
            inserted.getOrDefault(i, List.of()).forEach(line -> marked.add("+" + line));
            var other = replaced.get(i);
            marked.add((other == null ? " " : "-") + lines.get(i));
            if (other != null) {
                marked.add("+" + other);
            }
        }
        return marked;
    }

    private static int next(List<String> marked, int from) {
        int at = from;
        while (at < marked.size() && marked.get(at).charAt(0) == ' ') {
            at++;
        }
        return at;
    }

    /** Changes nearer to each other than twice the context are told together. */
    private static int end(List<String> marked, int from) {
        int end = from + 1;
        for (int at = next(marked, end); at < marked.size() && at - end <= 2 * CONTEXT; at = next(marked, end)) {
            end = at + 1;
        }
        return end;
    }

    private static void hunk(List<String> marked, int from, int to, StringBuilder diff) {
        long before = count(marked.subList(0, from), '+');
        long after = count(marked.subList(0, from), '-');
        var lines = marked.subList(from, to);
        diff.append(String.format(
                Locale.ROOT, "@@ -%d,%d +%d,%d @@\n", before + 1, count(lines, '+'), after + 1, count(lines, '-')));
        lines.forEach(line -> diff.append(line).append('\n'));
    }

    /** Of the lines without that sign. */
    private static long count(List<String> marked, char without) {
        return marked.stream().filter(line -> line.charAt(0) != without).count();
    }
}
