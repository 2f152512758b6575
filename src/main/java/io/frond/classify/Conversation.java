package io.frond.classify;

import io.frond.model.Ask;
import io.frond.model.Message;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The text that a decision is made on: the last user message, with the one before it where the last makes no sense
 * alone ("and the second one?"). Of long texts head and tail: the question stands at one of the two.
 */
final class Conversation {
    private static final int FEW_WORDS = 4;
    private static final int HEAD = 400;
    private static final int TAIL = 200;
    private static final Pattern GOES_ON =
            Pattern.compile("^(and|or|but|also|what about|how about|same for|why not)\\b", Pattern.CASE_INSENSITIVE);

    private Conversation() {}

    static String text(Ask ask) {
        var messages = ask.fields().messages();
        int last = userBefore(messages, messages.size());
        if (last < 0) {
            return "";
        }
        String text = bounded(messages.get(last).text());
        int before = userBefore(messages, last);
        return before < 0 || !goesOn(text)
                ? text
                : bounded(bounded(messages.get(before).text()) + "\n" + text);
    }

    private static int userBefore(List<Message> messages, int end) {
        int at = end - 1;
        while (at >= 0 && !messages.get(at).role().equals("user")) {
            at--;
        }
        return at;
    }

    /** Without white space around it; a text of megabytes is not copied. */
    static String bounded(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        return to - from <= HEAD + TAIL
                ? text.substring(from, to)
                : text.substring(from, from + HEAD) + " " + text.substring(to - TAIL, to);
    }

    private static boolean goesOn(String text) {
        return GOES_ON.matcher(text).find() || words(text) < FEW_WORDS;
    }

    /** Counted no further than needed. */
    private static int words(String text) {
        int words = 1;
        for (int i = 1; i < text.length() && words < FEW_WORDS; i++) {
            words += blank(text.charAt(i)) && !blank(text.charAt(i - 1)) ? 1 : 0;
        }
        return words;
    }

    private static boolean blank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
