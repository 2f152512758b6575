package io.frond.retrieve;

import io.frond.model.Message;
import java.util.List;

/** What to search for: the last user message, or, where that is a few words only, the one before it as well. */
final class Question {
    /** Fewer words than this lean on what was asked before: "and shoes?" */
    private static final int FEW = 4;

    /**
     * Characters searched for at most. Of a longer message both ends count: that is where people ask. A message can have
     * megabytes and this runs on the event loop, so it is cut before anything else looks at it.
     */
    private static final int LONGEST = 2_000;

    private Question() {}

    /** Empty where the last user message has no text. */
    static String of(List<Message> messages) {
        var asked = messages.stream()
                .filter(message -> message.role().equals("user"))
                .map(Message::text)
                .toList();
        var last = asked.isEmpty() ? "" : ends(asked.getLast().strip());
        if (last.isEmpty()) {
            return "";
        }
        boolean leans = asked.size() > 1 && last.split("\\s+", FEW).length < FEW;
        return leans ? ends(ends(asked.get(asked.size() - 2).strip()) + "\n" + last) : last;
    }

    private static String ends(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST / 2) + "\n" + text.substring(text.length() - LONGEST / 2);
    }
}
