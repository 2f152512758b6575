package io.frond.account;

import io.frond.model.Clock;
import io.frond.observe.LogWriter;

/** Takes one line per request, at its end. Called on event loops: what it does must not block. */
@FunctionalInterface
public interface AccessLog {

    void write(Line line);

    /** One JSON object per line. */
    static AccessLog json(Clock clock, LogWriter writer) {
        return new JsonAccessLog(clock, writer);
    }

    /**
     * One line for people.
     *
     * @param showQuestions whether the question is part of it. Only the demo asks for that: it shows its own questions
     */
    static AccessLog pretty(Clock clock, LogWriter writer, boolean showQuestions) {
        return new PrettyAccessLog(clock, writer, java.time.ZoneId.systemDefault(), showQuestions);
    }
}
