package io.frond.retrieve;

import java.util.regex.Pattern;

/**
 * Text without what a reader of the page would not see: characters without shape, comments and tags. Instructions to
 * a model are hidden in exactly these.
 */
final class Plain {
    /** A code span longer than this is taken for two stray backticks. */
    private static final int LONGEST_CODE_SPAN = 400;

    private static final int LONGEST_TAG = 2_000;

    private static final Pattern ESCAPED = Pattern.compile("(?m)^( {0,3}+)\\\\(?=[#`~*_=-])");

    private Plain() {}

    /**
     * Without invisible characters: zero-width marks, directional overrides, tags, variation selectors, private use,
     * controls. Tabs and line ends stay; the latter become {@code \n}.
     */
    static String visible(String text) {
        var shown = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\r') {
                shown.append('\n');
                i += i < text.length() && text.charAt(i) == '\n' ? 1 : 0;
            } else if (shows(c)) {
                shown.appendCodePoint(c);
            }
        }
        return shown.toString();
    }

    private static boolean shows(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\n' || c == '\t';
            case Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> false;
            default -> !blank(c);
        };
    }

    /** Variation selectors, the plane of tags, and letters that are drawn as nothing. */
    private static boolean blank(int c) {
        return (c >= 0xFE00 && c <= 0xFE0F)
                || (c >= 0xE0000 && c <= 0xE0FFF)
                || c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || c == 0x2800
                || c == 0x3164
                || c == 0xFFA0;
    }

    /**
     * Markdown or HTML without comments and tags; what stands between tags and in code spans stays, and so does a tag
     * behind a backslash.
     */
    static String untagged(String markup) {
        if (markup.indexOf('<') < 0) {
            return markup;
        }
        var kept = new StringBuilder(markup.length());
        for (int i = 0; i < markup.length(); ) {
            char c = markup.charAt(i);
            if (c == '\\' && markup.startsWith("<", i + 1)) {
                kept.append('<');
                i += 2;
                continue;
            }
            int end = c == '`' ? codeEnd(markup, i) : i + 1;
            int hidden = c == '<' ? hiddenEnd(markup, i) : i;
            if (hidden == i) {
                kept.append(markup, i, end);
            }
            i = Math.max(end, hidden);
        }
        return kept.toString();
    }

    /** Without the backslashes that keep the beginnings of lines from being marks of Markdown. */
    static String unescaped(String markdown) {
        return markdown.indexOf('\\') < 0 ? markdown : ESCAPED.matcher(markdown).replaceAll("$1");
    }

    /** The end of the code span that begins here, or of the backticks alone where none does. */
    private static int codeEnd(String text, int from) {
        int open = from;
        while (open < text.length() && text.charAt(open) == '`') {
            open++;
        }
        var fence = text.substring(from, open);
        int close = text.indexOf(fence, open, Math.min(text.length(), open + LONGEST_CODE_SPAN));
        return close < 0 ? open : close + fence.length();
    }

    /** The end of the comment, processing instruction or tag that begins here; {@code from} where none does. */
    private static int hiddenEnd(String text, int from) {
        if (text.startsWith("<!--", from)) {
            return endAfter(text, "-->", from + 4);
        }
        if (text.startsWith("<?", from)) {
            return endAfter(text, "?>", from + 2);
        }
        return tagEnd(text, from);
    }

    private static int endAfter(String text, String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }

    /** {@code <name ...>}, {@code </name>} or {@code <!name ...>}; an address in angle brackets is none. */
    private static int tagEnd(String text, int from) {
        int i = from + 1;
        if (i < text.length() && (text.charAt(i) == '/' || text.charAt(i) == '!')) {
            i++;
        }
        int name = i;
        while (i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '-')) {
            i++;
        }
        boolean named = i > name && Character.isLetter(text.charAt(name));
        boolean parted = i < text.length() && (text.charAt(i) <= ' ' || text.charAt(i) == '>' || text.charAt(i) == '/');
        return named && parted ? closing(text, i, from) : from;
    }

    private static int closing(String text, int at, int from) {
        int limit = Math.min(text.length(), at + LONGEST_TAG);
        for (int i = at; i < limit; i++) {
            if (text.charAt(i) == '>') {
                return i + 1;
            }
            if (text.charAt(i) == '<') {
                return from;
            }
        }
        return from;
    }
}
