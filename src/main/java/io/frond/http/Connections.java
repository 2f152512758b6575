package io.frond.http;

import io.frond.config.ServerConfig;
import io.frond.model.Clock;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ends the connections of one event loop that nobody uses well: no request head in time, silence between requests, an
 * answer that is not fetched.
 *
 * <p>A connection of HTTP/2 carries many requests: it is closed for silence or where nothing at all gets through, while
 * one answer that is not fetched ends alone.
 *
 * <p>Vert.x's own idle time-out cannot do this, because it takes a client that waits for a slow model for a silent
 * one. So each connection has a deadline while no request of it is running, and one sweep looks at all of them;
 * nothing is scheduled per request. Owned by one event loop.
 */
final class Connections {
    /** So long an answered client may go on sending the body that nobody wants. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final Duration SLOWEST_SWEEP = Duration.ofSeconds(1);
    private static final int SWEEPS_PER_TIMEOUT = 8;

    private final Map<HttpConnection, State> open = new HashMap<>();
    private final ServerConfig config;
    private final Clock clock;

    Connections(ServerConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    void opened(HttpConnection connection) {
        open.put(connection, new State(clock.nanos() + config.headerTimeout().toNanos(), Wire.shared(connection)));
        connection.closeHandler(gone -> open.remove(connection));
        connection.exceptionHandler(malformed -> {});
    }

    /** A request begins. False where the connection is being closed, and the request must not be served. */
    boolean begin(HttpConnection connection) {
        State state = open.get(connection);
        if (state == null || state.condemned) {
            return false;
        }
        state.running++;
        return true;
    }

    /**
     * Its answer is written.
     *
     * @param read whether its body was read to the end; if not, the client gets a moment to finish sending it, because
     *     one that is still sending might never see the answer
     */
    void end(HttpConnection connection, boolean read) {
        State state = open.get(connection);
        if (state != null) {
            state.running--;
            state.deadline = clock.nanos() + LINGER.toNanos();
            if (read) {
                rest(connection);
            }
        }
    }

    /** Nothing of a request is left: the next one must come in time, where one may come. */
    void rest(HttpConnection connection) {
        State state = open.get(connection);
        if (state == null || state.running > 0) {
            return;
        }
        state.deadline = clock.nanos() + config.idleTimeout().toNanos();
        if (state.condemned) {
            connection.close();
        }
    }

    /** No further request of this connection is served. Those that run beside the last one may finish. */
    void condemn(HttpConnection connection) {
        State state = open.get(connection);
        if (state != null && !state.condemned) {
            state.condemned = true;
            if (state.shared) {
                connection.goAway(0);
            }
        }
    }

    /** The answer of one stream is watched until {@link #sent}. */
    void sends(HttpConnection connection, Sending answer) {
        State state = open.get(connection);
        if (state != null) {
            state.answers.add(answer);
        }
    }

    void sent(HttpConnection connection, Sending answer) {
        State state = open.get(connection);
        if (state != null) {
            state.answers.remove(answer);
        }
    }

    Clock clock() {
        return clock;
    }

    /** How often {@link #sweep()} is due. */
    Duration pace() {
        Duration shortest = config.headerTimeout().compareTo(config.idleTimeout()) < 0
                ? config.headerTimeout()
                : config.idleTimeout();
        Duration pace = shortest.dividedBy(SWEEPS_PER_TIMEOUT).plusMillis(1);
        return pace.compareTo(SLOWEST_SWEEP) < 0 ? pace : SLOWEST_SWEEP;
    }

    void sweep() {
        long now = clock.nanos();
        for (var entry : List.copyOf(open.entrySet())) {
            sweep(entry.getKey(), entry.getValue(), now);
        }
    }

    private void sweep(HttpConnection connection, State state, long now) {
        boolean silent = state.running == 0 && now - state.deadline >= 0;
        if (silent && state.shared) {
            connection.close();
        } else if (silent || stalled(connection, state, now)) {
            Wire.cut(connection);
        } else {
            List.copyOf(state.answers).forEach(answer -> answer.endIfStalled(config.idleTimeout()));
        }
    }

    /** Closes all of them at once. */
    void cut() {
        List.copyOf(open.keySet()).forEach(Wire::cut);
    }

    private boolean stalled(HttpConnection connection, State state, long now) {
        long mark = Wire.mark(connection);
        if (mark == Wire.SENT || mark != state.mark) {
            state.mark = mark;
            state.marked = now;
            return false;
        }
        return now - state.marked >= config.idleTimeout().toNanos();
    }

    private static final class State {
        private long deadline;
        private int running;
        private boolean condemned;
        private long mark = Wire.SENT;
        private long marked;
        private final boolean shared;
        private final Set<Sending> answers = new HashSet<>();

        State(long deadline, boolean shared) {
            this.deadline = deadline;
            this.shared = shared;
        }
    }
}
