package io.frond.retrieve.format;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;

/** Markdown in the making. Whatever is added counts against the file's allowance and means nothing but itself. */
final class MarkdownText {
    private static final int LONGEST_TITLE = 100;

    private final Allowance allowance;
    private final StringBuilder text = new StringBuilder();
    private int columns;
    private boolean listing;

    MarkdownText(Allowance allowance) {
        this.allowance = allowance;
    }

    /** @param level from 1; deeper than 6 is 6 */
    @CanIgnoreReturnValue
    MarkdownText heading(int level, String words) {
        var line = line(words);
        if (!line.isEmpty()) {
            block("#".repeat(Math.max(1, Math.min(6, level))) + " " + Escape.inline(line));
        }
        return this;
    }

    /** @param words line ends stay, blank lines do not */
    @CanIgnoreReturnValue
    MarkdownText paragraph(String words) {
        var lines = words.strip().replaceAll("[ \\t]*+\\n\\s*+", "\n");
        if (!lines.isEmpty()) {
            block(Escape.lines(lines));
        }
        return this;
    }

    /** @param depth from 0 */
    @CanIgnoreReturnValue
    MarkdownText item(int depth, String words) {
        var line = line(words);
        if (!line.isEmpty()) {
            if (listing) {
                text.setLength(text.length() - 1);
            }
            block("  ".repeat(Math.max(0, Math.min(9, depth))) + "- " + Escape.inline(line));
            listing = true;
        }
        return this;
    }

    /** The first row of a table. */
    @CanIgnoreReturnValue
    MarkdownText header(List<String> cells) {
        columns = Math.max(1, cells.size());
        block(cells(cells) + "\n" + "|---".repeat(columns) + "|");
        return this;
    }

    /** Another row; cells beyond those of the header stay, for there may be something in them. */
    @CanIgnoreReturnValue
    MarkdownText row(List<String> cells) {
        text.setLength(text.length() - 1);
        block(cells(cells));
        return this;
    }

    private String cells(List<String> cells) {
        var row = new StringBuilder("|");
        for (int i = 0; i < Math.max(columns, cells.size()); i++) {
            var cell = i < cells.size() ? line(cells.get(i)) : "";
            row.append(' ').append(Escape.inline(cell).replace("|", "\\|")).append(" |");
        }
        return row.toString();
    }

    /** Kept as it is written, between fences longer than any within. */
    @CanIgnoreReturnValue
    MarkdownText code(String lines) {
        if (!lines.isBlank()) {
            var fence = new StringBuilder("```");
            while (lines.contains(fence)) {
                fence.append('`');
            }
            block(fence + "\n" + lines.stripTrailing() + "\n" + fence);
        }
        return this;
    }

    private void block(String written) {
        allowance.element();
        allowance.characters(written.length());
        listing = false;
        text.append(written).append("\n\n");
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** With its title at the front, unless a heading says the same. */
    Formatted.Text titled(String title) {
        var shown = title(title);
        boolean said = shown.isEmpty() || text.indexOf("# " + Escape.inline(line(title)) + "\n") >= 0;
        return new Formatted.Text(shown, said ? toString() : front(shown) + this);
    }

    /** A title as it can stand in the settings of a document: one line, without quotes. */
    static String title(String words) {
        var line = line(words).replace('"', '\u201D').replace('\'', '\u2019');
        int letters = Math.min(LONGEST_TITLE, line.codePointCount(0, line.length()));
        return line.substring(0, line.offsetByCodePoints(0, letters));
    }

    static String front(String title) {
        return "---\ntitle: " + title + "\n---\n\n";
    }

    /** One line of it, single blanks between the words. */
    static String line(String words) {
        return words.replaceAll("\\s++", " ").strip();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
