package io.frond.observe;

import java.util.regex.Pattern;

/** Takes out of a text what looks like a key. The last fence: nothing should log one in the first place. */
final class Redaction {
    /**
     * Bearer tokens, keys of the forms {@code sk-...} and {@code fk-...}, and what stands before the @ of an address:
     * Redis is named with its password. Repetitions are bounded or cannot match in two ways, so the time is linear in
     * the text.
     */
    private static final Pattern KEYS = Pattern.compile(
            "(?i:(bearer\\s{1,8}))[^\\s\"',;]{4,}" + "|\\b([sf]k-)[A-Za-z0-9_-]{8,}" + "|(://)[^\\s/@\"']{1,256}(?=@)");

    private Redaction() {}

    static String of(String text) {
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
