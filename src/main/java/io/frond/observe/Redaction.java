package io.frond.observe;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Takes out of a text what looks like a key. The last fence: nothing should log one in the first place. */
public final class Redaction {
    /**
     * Bearer tokens, keys of the forms {@code sk-...} and {@code fk-...}, what stands before the @ of an address (Redis
     * is named with its password), and what may be a signed token. Repetitions are bounded, or cannot match in two ways
     * nor in vain, so the time is linear in the text.
     */
    private static final Pattern KEYS =
            Pattern.compile("(?i:(bearer\\s{1,8}))[^\\s\"',;]{4,}" + "|\\b([sf]k-)[A-Za-z0-9_-]{8,}"
                    + "|(://)[^\\s/@\"']{1,256}(?=@)" + "|(eyJ)[A-Za-z0-9_-]*+(?:\\.[A-Za-z0-9_-]*+){0,4}+");
    /** Three parts; or two of JSON, where a text was cut. */
    private static final Pattern TOKEN = Pattern.compile("[^.]*\\.(?:eyJ.*|[^.]*\\..*)");

    private static final int TOKENS = 4;

    private Redaction() {}

    public static String of(String text) {
        return possible(text) ? without(text) : text;
    }

    /** Whether something of the text is in every text that holds a key. Most hold none, and looking is cheap. */
    private static boolean possible(String text) {
        for (int i = 0; i + 1 < text.length(); i++) {
            char c = text.charAt(i);
            char next = text.charAt(i + 1);
            if ((c == 'k' && next == '-')
                    || (c == '/' && next == '/')
                    || ((c | 0x20) == 'b' && (next | 0x20) == 'e')
                    || (c == 'y' && next == 'J')) {
                return true;
            }
        }
        return false;
    }

    private static String without(String text) {
        var keys = KEYS.matcher(text);
        return keys.find() ? keys.replaceAll(Redaction::shown) : text;
    }

    private static String shown(MatchResult found) {
        boolean harmless =
                found.group(TOKENS) != null && !TOKEN.matcher(found.group()).matches();
        return harmless
                ? found.group()
                : shown(found.group(1)) + shown(found.group(2)) + shown(found.group(3)) + shown(found.group(TOKENS))
                        + "***";
    }

    private static String shown(@org.jspecify.annotations.Nullable String start) {
        return start == null ? "" : start;
    }
}
