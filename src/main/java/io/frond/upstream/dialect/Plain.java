package io.frond.upstream.dialect;

import java.util.regex.Pattern;

/** A provider's words made fit for a client: one short line, no address, no key. */
final class Plain {
    private static final int LENGTH = 300;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    private static final Pattern ADDRESS =
            Pattern.compile("\\b[a-zA-Z][a-zA-Z0-9+.-]{0,9}://\\S+|\\b\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d+)?\\b");
    private static final Pattern KEY =
            Pattern.compile("(?i)\\bbearer\\s+\\S+|\\b(?:sk|key|pk|gsk)[-_][A-Za-z0-9_*.-]{6,}");

    private Plain() {}

    static String text(String words) {
        var line = words.length() > LENGTH ? words.substring(0, LENGTH) + "..." : words;
        line = CONTROL.matcher(line).replaceAll(" ");
        line = ADDRESS.matcher(line).replaceAll("(address)");
        return KEY.matcher(line).replaceAll("(key)").strip();
    }
}
