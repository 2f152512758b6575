package io.frond.demo;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Cuts text into sentences. Knows enough Markdown to keep list items apart, to take each row of a table and each line
 * of code for one sentence, and to leave headings, heads of tables and rules out.
 */
final class Sentences {
    private static final Pattern ITEM = Pattern.compile("^\\s*(?:[-*+]|\\d+[.)])\\s+");
    private static final Pattern FENCE = Pattern.compile("^\\s*(?:```|~~~).*$");
    private static final Pattern SKIPPED = Pattern.compile("^\\s*(?:#+\\s.*|[-=|:\\s]{3,})$");

    private final List<String> found = new ArrayList<>();
    private final StringBuilder paragraph = new StringBuilder();
    private boolean code;

    private Sentences() {}

    /** In order; line breaks within a sentence become blanks, everything else stays as it was. */
    static List<String> of(String text) {
        var sentences = new Sentences();
        text.lines().forEach(sentences::take);
        sentences.endParagraph();
        return List.copyOf(sentences.found);
    }

    private void take(String line) {
        boolean fence = FENCE.matcher(line).matches();
        code = fence != code;
        if (fence || line.isBlank() || (!code && SKIPPED.matcher(line).matches())) {
            endParagraph();
            forgetTableHead(line);
        } else if (code || line.strip().startsWith("|")) {
            endParagraph();
            found.add(line.strip());
        } else {
            extend(line);
        }
    }

    private void forgetTableHead(String line) {
        if (line.strip().startsWith("|") && !found.isEmpty()) {
            found.remove(found.size() - 1);
        }
    }

    private void extend(String line) {
        var item = ITEM.matcher(line);
        if (item.find()) {
            endParagraph();
        }
        paragraph
                .append(paragraph.isEmpty() ? "" : " ")
                .append(item.replaceFirst("").strip());
    }

    private void endParagraph() {
        var breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(paragraph.toString());
        int from = 0;
        for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            if (to == paragraph.length() || Character.isWhitespace(paragraph.charAt(to - 1))) {
                found.add(paragraph.substring(from, to).strip());
                from = to;
            }
        }
        paragraph.setLength(0);
    }
}
