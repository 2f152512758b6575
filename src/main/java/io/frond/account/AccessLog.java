package io.frond.account;

import io.frond.model.Clock;
import io.frond.observe.Outlet;

/** Takes one line per request, at its end. Called on event loops: what it does must not block. */
@FunctionalInterface
public interface AccessLog {

    void write(Line line);

    /** One JSON object per line. */
    static AccessLog json(Clock clock, Outlet outlet) {
        return new JsonAccessLog(clock, outlet);
    }

    /**
     * One line for people.
     *
     * @param showQuestions whether the question is part of it. Only the demo asks for that: it shows its own questions
     */
    static AccessLog pretty(Clock clock, Outlet outlet, boolean showQuestions) {
        return new PrettyAccessLog(clock, outlet, java.time.ZoneId.systemDefault(), showQuestions);
    }
}
