package io.frond.soak;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Event loops of another process that stood still though nobody kept them from running, by the lines of its log. */
final class BlockedLoops implements AutoCloseable {
    private static final String BLOCKED = "has been blocked for";

    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    private final Lateness lateness = new Lateness();

    /** Whether a line tells of a loop that stood still, for whatever reason. */
    static boolean tells(String line) {
        return line.contains(BLOCKED);
    }

    void hear(String line) {
        if (tells(line) && !lateness.lately()) {
            lines.add(line);
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** How often this machine let a thread wait. */
    int waits() {
        return lateness.times();
    }

    @Override
    public void close() {
        lateness.close();
    }
}
