package io.frond.testing;

import io.netty.buffer.ByteBufAllocator;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.assertj.core.api.Assertions;

/** Makes Netty's leak detector say what it knows. */
final class Leaks {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Leaks() {}

    /** Collects garbage; the next buffer then has the detector look at what was collected without being released. */
    static void look() {
        var canary = new WeakReference<>(new Object());
        System.gc();
        Eventually.within(
                PATIENCE, () -> Assertions.assertThat(canary.refersTo(null)).isTrue());
        ByteBufAllocator.DEFAULT.buffer(1).release();
    }
}
