package io.frond.retrieve.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rules of a style sheet, read in one pass. What stands in {@code @} blocks is passed over. */
final class StyleSheet {
    private StyleSheet() {}

    /** @param declarations by property, in lower case, without {@code !important} */
    record Rule(String selector, Map<String, String> declarations) {}

    /** The first of them, {@code most} at most. */
    static List<Rule> rules(String sheet, int most) {
        var text = uncommented(sheet);
        var rules = new ArrayList<Rule>();
        for (int from = 0; rules.size() < most; ) {
            int open = text.indexOf('{', from);
            if (open < 0) {
                break;
            }
            var selector = text.substring(from, open);
            selector = selector.substring(selector.lastIndexOf(';') + 1).strip();
            int close = selector.startsWith("@") ? end(text, open) : to(text, '}', open);
            if (!selector.startsWith("@")) {
                rules.add(new Rule(
                        selector, declarations(text.substring(open + 1, close).toLowerCase(Locale.ROOT))));
            }
            from = Math.min(text.length(), close + 1);
        }
        return rules;
    }

    private static String uncommented(String sheet) {
        var text = new StringBuilder(sheet.length());
        for (int from = 0; from < sheet.length(); ) {
            int open = sheet.indexOf("/*", from);
            text.append(sheet, from, open < 0 ? sheet.length() : open);
            int close = open < 0 ? -1 : sheet.indexOf("*/", open + 2);
            from = close < 0 ? sheet.length() : close + 2;
        }
        return text.toString();
    }

    private static int to(String text, char mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found;
    }

    private static int end(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return text.length();
    }

    /** {@code a: b; c: d}, in lower case. */
    static Map<String, String> declarations(String text) {
        var all = new HashMap<String, String>();
        for (var part : text.split(";", 100)) {
            int colon = part.indexOf(':');
            if (colon > 0) {
                all.put(part.substring(0, colon).strip(), value(part.substring(colon + 1)));
            }
        }
        return all;
    }

    private static String value(String written) {
        int important = written.indexOf("!important");
        return (important < 0 ? written : written.substring(0, important)).strip();
    }
}
