package io.frond.observe;

import java.util.regex.Pattern;

/** Takes out of a text what looks like a key. The last fence: nothing should log one in the first place. */
public final class Redaction {
    /**
     * Bearer tokens, keys of the forms {@code sk-...} and {@code fk-...}, and what stands before the @ of an address:
     * Redis is named with its password. Repetitions are bounded or cannot match in two ways, so the time is linear in
     * the text.
     */
    private static final Pattern KEYS = Pattern.compile(
            "(?i:(bearer\\s{1,8}))[^\\s\"',;]{4,}" + "|\\b([sf]k-)[A-Za-z0-9_-]{8,}" + "|(://)[^\\s/@\"']{1,256}(?=@)");

    private Redaction() {}

    public static String of(String text) {
        return possible(text) ? without(text) : text;
    }

    /** Whether something of the text is in every text that holds a key. Most hold none, and looking is cheap. */
    private static boolean possible(String text) {
        for (int i = 0; i + 1 < text.length(); i++) {
            char c = text.charAt(i);
            char next = text.charAt(i + 1);
            if ((c == 'k' && next == '-') || (c == '/' && next == '/') || ((c | 0x20) == 'b' && (next | 0x20) == 'e')) {
                return true;
            }
        }
        return false;
    }

    private static String without(String text) {
        var keys = KEYS.matcher(text);
        return keys.find()
                ? keys.replaceAll(
                        found -> shown(found.group(1)) + shown(found.group(2)) + shown(found.group(3)) + "***")
                : text;
    }

    private static String shown(@org.jspecify.annotations.Nullable String start) {
        return start == null ? "" : start;
    }
}
