package io.frond.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Whoever waits for an answer. Leaving is said once; everything that works for the caller hangs its own ending on it.
 *
 * <p>Thread-safe: a caller may stand for several clients on several event loops (single flight).
 */
public final class Caller {
    private final List<Runnable> farewells = new ArrayList<>(2);
    private boolean gone;

    /** Says that nobody waits any more. Runs the farewells once, on the calling thread. */
    public void leave() {
        List<Runnable> due;
        synchronized (this) {
            if (gone) {
                return;
            }
            gone = true;
            due = List.copyOf(farewells);
            farewells.clear();
        }
        due.forEach(Runnable::run);
    }

    public synchronized boolean gone() {
        return gone;
    }

    /**
     * Runs {@code farewell} when the caller leaves, at once when that has happened.
     *
     * @return takes the farewell back; call it when the work is over
     */
    public Runnable whenGone(Runnable farewell) {
        synchronized (this) {
            if (!gone) {
                farewells.add(farewell);
                return () -> forget(farewell);
            }
        }
        farewell.run();
        return () -> {};
    }

    /** What was hung on last is mostly over first. */
    private synchronized void forget(Runnable farewell) {
        for (int i = farewells.size() - 1; i >= 0; i--) {
            if (farewells.get(i) == farewell) {
                farewells.remove(i);
                return;
            }
        }
    }
}
