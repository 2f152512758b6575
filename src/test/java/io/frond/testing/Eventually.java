package io.frond.testing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Something that becomes true by itself, and by when it must have. */
public final class Eventually {
    private static final long PAUSE_MILLIS = 20;

    private Eventually() {}

    /** Asserts again and again until it holds; the last failure is thrown when the time is over. */
    public static void within(Duration limit, Runnable assertion) {
        long until = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError notYet) {
                if (System.nanoTime() > until) {
                    throw notYet;
                }
                breathe();
            }
        }
    }

    private static void breathe() {
        try {
            var nobody = new CountDownLatch(1);
            var unused = nobody.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
