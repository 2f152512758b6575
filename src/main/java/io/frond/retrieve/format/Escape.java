package io.frond.retrieve.format;

import java.util.regex.Pattern;

/** Keeps text from being taken for Markdown: a backslash stands before whatever would mean something. */
final class Escape {
    /** What begins a heading, a rule, an underline or a fence at the beginning of a line. */
    private static final Pattern MARK = Pattern.compile("[ ]{0,3}+(?:#|```|~~~|[-=*_](?:[ \\t]*+[-=*_])*+[ \\t]*+$)");

    /** What a tag, a comment or an instruction begins with. */
    private static final Pattern TAG = Pattern.compile("<(?=[A-Za-z/!?])");

    private Escape() {}

    /** Many lines, each for itself. */
    static String lines(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        for (int from = 0; from < text.length(); ) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end + 1;
            line(text, from, to, escaped);
            from = to;
        }
        return escaped.toString();
    }

    /** A line that is not blank begins with what it is. */
    private static void line(String text, int from, int to, StringBuilder escaped) {
        var line = text.substring(from, to);
        int blank = 0;
        while (blank < line.length() && line.charAt(blank) == ' ') {
            blank++;
        }
        boolean marked = MARK.matcher(line.stripTrailing()).lookingAt();
        escaped.append(line, 0, blank);
        escaped.append(marked ? "\\" : "").append(inline(line.substring(blank)));
    }

    /** Within a line. */
    static String inline(String text) {
        return text.indexOf('<') < 0 ? text : TAG.matcher(text).replaceAll("\\\\<");
    }
}
