package io.frond.soak;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Notes when this machine let a thread that wanted to run wait. An event loop of another process that stood still at
 * such a time was not held up by its own work.
 */
final class Lateness implements AutoCloseable {
    private static final long NAP_NANOS = 5_000_000;
    private static final long LATE_NANOS = 40_000_000;
    private static final long MEMORY_NANOS = 1_000_000_000;

    private final ConcurrentLinkedQueue<Long> late = new ConcurrentLinkedQueue<>();
    private final Thread thread = Thread.ofPlatform().daemon().start(this::watch);
    private volatile boolean closed;

    private void watch() {
        while (!closed) {
            long before = System.nanoTime();
            LockSupport.parkNanos(NAP_NANOS);
            if (System.nanoTime() - before > NAP_NANOS + LATE_NANOS) {
                late.add(System.nanoTime());
            }
        }
    }

    /** Whether it happened within the last second. */
    boolean lately() {
        long now = System.nanoTime();
        return late.stream().anyMatch(moment -> now - moment < MEMORY_NANOS);
    }

    int times() {
        return late.size();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
