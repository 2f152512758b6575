package io.frond.http;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Lets at most {@value #MOST} requests begin in a turn of their event loop: what is under way goes before what is new.
 *
 * <p>Where thousands arrive at once, the pieces of the answers already running would otherwise wait until every one of
 * them has begun. Up to that many pass at once and without a queue. Owned by its event loop.
 */
final class Turnstile {
    private static final int MOST = 16;

    private final EventLoop loop;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int passed;
    private boolean turning;

    Turnstile(EventLoop loop) {
        this.loop = loop;
    }

    void pass(Runnable request) {
        if (passed < MOST && waiting.isEmpty()) {
            admit(request);
        } else {
            waiting.add(request);
        }
    }

    private void admit(Runnable request) {
        passed++;
        if (!turning) {
            turning = true;
            loop.execute(this::turned);
        }
        request.run();
    }

    /** Behind what this turn has read. What still waits goes on after the loop has read again. */
    private void turned() {
        turning = false;
        passed = 0;
        if (!waiting.isEmpty()) {
            var unused = loop.schedule(this::next, 0, TimeUnit.NANOSECONDS);
        }
    }

    private void next() {
        for (int i = 0; i < MOST && !waiting.isEmpty(); i++) {
            admit(waiting.remove());
        }
    }
}
