package io.frond.demo;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Cuts text into sentences. Knows enough Markdown to keep list items apart and to leave headings and rules out. */
final class Sentences {
    private static final Pattern ITEM = Pattern.compile("^\\s*(?:[-*+]|\\d+[.)])\\s+");
    private static final Pattern SKIPPED = Pattern.compile("^\\s*(?:#.*|```.*|~~~.*|[-=|:\\s]{3,})$");

    private Sentences() {}

    /** In order; line breaks within a sentence become blanks, everything else stays as it was. */
    static List<String> of(String text) {
        var sentences = new ArrayList<String>();
        for (String block : blocks(text)) {
            var breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
            breaks.setText(block);
            int from = 0;
            for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
                sentences.add(block.substring(from, to).strip());
            }
        }
        return sentences.stream().filter(sentence -> !sentence.isEmpty()).toList();
    }

    private static List<String> blocks(String text) {
        var blocks = new ArrayList<String>();
        var block = new StringBuilder();
        for (String line : text.lines().toList()) {
            boolean item = ITEM.matcher(line).find();
            if (line.isBlank() || item || SKIPPED.matcher(line).matches()) {
                blocks.add(block.toString());
                block.setLength(0);
            }
            if (!SKIPPED.matcher(line).matches()) {
                block.append(block.isEmpty() ? "" : " ")
                        .append(ITEM.matcher(line).replaceFirst("").strip());
            }
        }
        blocks.add(block.toString());
        return blocks;
    }
}
