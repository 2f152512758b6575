package io.frond.account;

import io.frond.model.Clock;

/** Takes one line per request, at its end. Called on event loops: what it does must not block. */
@FunctionalInterface
public interface AccessLog {

    void write(Line line);

    /** One JSON object per line, through the logger {@code io.frond.access}. */
    static AccessLog json(Clock clock) {
        return new JsonAccessLog(clock);
    }

    /**
     * One line for people.
     *
     * @param showQuestions whether the question is part of it. Only the demo asks for that: it shows its own questions
     */
    static AccessLog pretty(Clock clock, boolean showQuestions) {
        return new PrettyAccessLog(clock, java.time.ZoneId.systemDefault(), showQuestions);
    }
}
