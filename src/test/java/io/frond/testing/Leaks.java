package io.frond.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/** Makes Netty's leak detector say what it knows. */
final class Leaks {
    private static final long PATIENCE_MILLIS = 5_000;

    private Leaks() {}

    /** Collects garbage; the next buffer then has the detector look at what was collected without being released. */
    static void look() {
        var collected = new ReferenceQueue<Object>();
        var canary = new WeakReference<>(new Object(), collected);
        System.gc();
        try {
            assertThat(collected.remove(PATIENCE_MILLIS)).isSameAs(canary);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ask();
    }

    /** Asks the detector for what has come to it since. */
    static void ask() {
        ByteBufAllocator.DEFAULT.buffer(1).release();
    }
}
