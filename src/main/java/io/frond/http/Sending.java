package io.frond.http;

import io.frond.model.Clock;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * What one stream of HTTP/2 has still to send. A client can hold back one stream while its connection goes on, which
 * the connection's unsent bytes do not show: so progress is counted in finished writes. Owned by one event loop.
 */
final class Sending {
    private final Clock clock;
    private final Runnable end;
    private int waiting;
    private long moved;

    /** @param end breaks the stream off */
    Sending(Clock clock, Runnable end) {
        this.clock = clock;
        this.end = end;
    }

    /** @param sent completes when the bytes have gone, or never will */
    void wrote(Future<Void> sent) {
        if (waiting++ == 0) {
            moved = clock.nanos();
        }
        sent.onComplete(gone -> {
            waiting--;
            moved = clock.nanos();
        });
    }

    /** Ends the stream where none of its writes has finished for so long. */
    void endIfStalled(Duration limit) {
        if (waiting > 0 && clock.nanos() - moved >= limit.toNanos()) {
            end.run();
        }
    }
}
