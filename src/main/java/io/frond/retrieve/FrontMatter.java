package io.frond.retrieve;

import java.util.regex.Pattern;

/**
 * The block of settings between {@code ---} lines with which many Markdown files begin.
 *
 * @param title its {@code title}; empty where it has none
 * @param rest the document without it
 */
record FrontMatter(String title, String rest) {
    private static final Pattern TITLE = Pattern.compile("(?m)^title:[ \\t]*[\"']?([^\\n\"']{1,200})");

    static FrontMatter of(String text) {
        int end = text.startsWith("---\n") ? text.indexOf("\n---\n", 3) : -1;
        if (end < 0) {
            return new FrontMatter("", text);
        }
        var title = TITLE.matcher(text.substring(0, end));
        return new FrontMatter(title.find() ? title.group(1).strip() : "", text.substring(end + 5));
    }
}
