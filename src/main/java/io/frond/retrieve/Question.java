package io.frond.retrieve;

import io.frond.model.Message;
import java.util.List;

/** What to search for: the last user message, or, where that is a few words only, the one before it as well. */
final class Question {
    /** Fewer words than this lean on what was asked before: "and shoes?" */
    private static final int FEW = 4;

    /** Characters searched for at most. Of a longer message both ends count: that is where people ask. */
    private static final int LONGEST = 2_000;

    private Question() {}

    /** Empty where the last user message has no text. */
    static String of(List<Message> messages) {
        var asked = messages.stream()
                .filter(message -> message.role().equals("user"))
                .map(message -> message.text().strip())
                .toList();
        if (asked.isEmpty() || asked.getLast().isEmpty()) {
            return "";
        }
        var last = asked.getLast();
        boolean leans = asked.size() > 1 && last.split("\\s+", FEW).length < FEW;
        return ends(leans ? asked.get(asked.size() - 2) + "\n" + last : last);
    }

    private static String ends(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST / 2) + "\n" + text.substring(text.length() - LONGEST / 2);
    }
}
