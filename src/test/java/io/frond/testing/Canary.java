package io.frond.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that does nothing but sleep for 5 ms again and again, and notes by how much it woke too late. When it was
 * late too, nobody got to run: the garbage collector or other programs had the machine, and an event loop that stood
 * still at that time was not held up by our code.
 */
final class Canary {
    private static final long NAP = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long REMEMBERED = TimeUnit.SECONDS.toNanos(10);

    private final Deque<Late> late = new ArrayDeque<>();

    /** @param at the moment of waking */
    private record Late(long at, long by) {}

    static Canary start() {
        var canary = new Canary();
        var thread = new Thread(canary::sing, "canary");
        thread.setDaemon(true);
        thread.start();
        return canary;
    }

    private void sing() {
        while (true) {
            long before = System.nanoTime();
            LockSupport.parkNanos(NAP);
            long now = System.nanoTime();
            note(new Late(now, now - before - NAP));
        }
    }

    private synchronized void note(Late nap) {
        if (nap.by > NAP) {
            late.addLast(nap);
        }
        while (!late.isEmpty() && nap.at - late.getFirst().at > REMEMBERED) {
            late.removeFirst();
        }
    }

    /** Whether for most of the last {@code millis} nobody got to run. */
    synchronized boolean starved(long millis) {
        long now = System.nanoTime();
        long window = TimeUnit.MILLISECONDS.toNanos(millis);
        long lost = late.stream()
                .filter(nap -> now - nap.at <= window)
                .mapToLong(nap -> nap.by)
                .sum();
        return lost > window / 2;
    }
}
