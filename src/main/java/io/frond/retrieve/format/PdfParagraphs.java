package io.frond.retrieve.format;

import io.frond.retrieve.format.PdfLines.Line;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Lines joined to headings, items and paragraphs. The size of most letters is that of the text; clearly larger ones
 * make headings, the largest those of the first level. Lines that stand at the head or foot of most pages are left out.
 */
final class PdfParagraphs {
    private static final double LARGER = 1.15;
    private static final int LONGEST_HEADING = 160;
    private static final int LEVELS = 3;
    private static final Pattern ITEM =
            Pattern.compile("[\\u2022\\u2023\\u25AA\\u25CF\\u25E6\\u2043\\u00B7\\uF0B7-]\\s++(?=\\S)");

    private final List<Line> lines;
    private final double body;
    private final List<Double> larger;
    private final Set<String> furniture;

    PdfParagraphs(List<Line> lines) {
        this.lines = lines;
        this.body = body(lines);
        var sizes = new TreeSet<Double>();
        lines.forEach(line -> sizes.add(rounded(line)));
        this.larger = sizes.descendingSet().stream()
                .filter(size -> size >= body * LARGER)
                .toList();
        this.furniture = furniture(lines);
    }

    private static double body(List<Line> lines) {
        var letters = new HashMap<Double, Integer>();
        lines.forEach(line -> letters.merge(rounded(line), line.text().length(), Integer::sum));
        return letters.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0.0);
    }

    private static double rounded(Line line) {
        return Math.round(line.size() * 2) / 2.0;
    }

    /** First and last lines of pages, without numbers, for pages are counted there. */
    private static Set<String> furniture(List<Line> lines) {
        var pages = new HashMap<String, Integer>();
        int count = lines.isEmpty() ? 0 : lines.getLast().page();
        for (int first = 0; first < lines.size(); ) {
            int last = first;
            while (last + 1 < lines.size()
                    && lines.get(last + 1).page() == lines.get(first).page()) {
                last++;
            }
            if (last - first >= 2) {
                pages.merge(unnumbered(lines.get(first)), 1, Integer::sum);
                pages.merge(unnumbered(lines.get(last)), 1, Integer::sum);
            }
            first = last + 1;
        }
        pages.values().removeIf(times -> times < 3 || times * 2 <= count);
        return Set.copyOf(pages.keySet());
    }

    private static String unnumbered(Line line) {
        return line.text().replaceAll("[0-9]++", "#");
    }

    MarkdownText write(MarkdownText text) {
        var words = new StringBuilder();
        Line open = null;
        for (var line : lines) {
            if (furniture.contains(unnumbered(line))) {
                continue;
            }
            if (open != null && parted(open, line)) {
                flush(open, words, text);
                open = null;
            }
            open = open == null ? line : open;
            join(words, line.text());
        }
        if (open != null) {
            flush(open, words, text);
        }
        return text;
    }

    private boolean parted(Line open, Line line) {
        return line.opens()
                || level(open) != level(line)
                || ITEM.matcher(line.text()).lookingAt();
    }

    private static void join(StringBuilder words, String line) {
        int last = words.length() - 1;
        boolean hyphen = last > 0
                && words.charAt(last) == '-'
                && Character.isLetter(words.charAt(last - 1))
                && Character.isLowerCase(line.charAt(0));
        if (hyphen) {
            words.setLength(last);
        } else if (last >= 0) {
            words.append(' ');
        }
        words.append(line);
    }

    private void flush(Line first, StringBuilder words, MarkdownText text) {
        int level = words.length() > LONGEST_HEADING ? 0 : level(first);
        var item = ITEM.matcher(words);
        if (level > 0) {
            text.heading(level, words.toString());
        } else if (item.lookingAt()) {
            text.item(0, words.substring(item.end()));
        } else {
            text.paragraph(words.toString());
        }
        words.setLength(0);
    }

    /** From 1; 0 for text. */
    private int level(Line line) {
        int rank = larger.indexOf(rounded(line));
        return rank < 0 ? 0 : Math.min(rank + 1, LEVELS);
    }
}
