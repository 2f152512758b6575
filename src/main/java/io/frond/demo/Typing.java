package io.frond.demo;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Iterator;

/**
 * Writes events one by one, as a model types: one per tick of a timer, none while the reader is behind. Stops when the
 * reader leaves. Owned by the connection's event loop.
 */
final class Typing {
    private final Vertx vertx;
    private final HttpServerResponse response;
    private final Iterator<Buffer> events;
    private final Runnable over;
    private boolean stopped;
    private long timer;

    /** @param over runs once, after the last event or when the reader left */
    Typing(Vertx vertx, HttpServerResponse response, Iterator<Buffer> events, Runnable over) {
        this.vertx = vertx;
        this.response = response;
        this.events = events;
        this.over = over;
    }

    /** @param pause milliseconds between two events, at least 1 */
    void start(long pause) {
        response.closeHandler(nothing -> stop());
        response.exceptionHandler(broken -> stop());
        timer = vertx.setPeriodic(pause, tick -> type());
    }

    private void type() {
        if (response.closed()) {
            stop();
        } else if (!events.hasNext()) {
            finish();
        } else if (!response.writeQueueFull()) {
            response.write(events.next());
        }
    }

    private void finish() {
        stop();
        response.end();
    }

    private void stop() {
        if (!stopped) {
            stopped = true;
            vertx.cancelTimer(timer);
            over.run();
        }
    }
}
