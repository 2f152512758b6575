package io.frond.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayDeque;
import java.util.List;

/** Keeps the last lines of the log. Thread-safe, as the library calls {@code append} under its lock. */
final class Recent extends AppenderBase<ILoggingEvent> {
    private static final int MOST = 200;
    private static final int LONGEST = 4_000;

    private final JsonLayout layout = new JsonLayout();
    private final ArrayDeque<String> lines = new ArrayDeque<>();

    @Override
    protected synchronized void append(ILoggingEvent event) {
        if (lines.size() == MOST) {
            var unused = lines.removeFirst();
        }
        lines.addLast(cut(layout.doLayout(event)));
    }

    /** As JSON, oldest first; stacks that are long are cut. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    private static String cut(String line) {
        return line.length() <= LONGEST ? line.stripTrailing() : line.substring(0, LONGEST) + "...";
    }
}
