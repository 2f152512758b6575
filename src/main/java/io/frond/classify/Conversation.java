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
        List<Message> said = ask.fields().messages().stream()
                .filter(message -> message.role().equals("user"))
                .toList();
        if (said.isEmpty()) {
            return "";
        }
        String last = bounded(said.get(said.size() - 1).text());
        if (said.size() == 1 || !goesOn(last)) {
            return last;
        }
        return bounded(bounded(said.get(said.size() - 2).text()) + "\n" + last);
    }

    static String bounded(String text) {
        String whole = text.strip();
        return whole.length() <= HEAD + TAIL
                ? whole
                : whole.substring(0, HEAD) + " " + whole.substring(whole.length() - TAIL);
    }

    private static boolean goesOn(String text) {
        return GOES_ON.matcher(text).find() || text.split("\\s+", FEW_WORDS + 1).length < FEW_WORDS;
    }
}
