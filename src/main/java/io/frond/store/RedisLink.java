package io.frond.store;

import io.frond.model.Clock;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a Redis, shared by all event loops, that never keeps anybody waiting.
 *
 * <p>It connects at the first command. A command takes at most its time-out, the connecting included. When the server is
 * gone, or takes longer than a second to connect, or then lets three commands in a row time out, the connection is thrown away: replies that come too late must not
 * pile up before new ones. Until the pause is over commands then fail at once; the first one after it connects again.
 * Pauses double up to two seconds, so that Frond is back soon after the server is.
 *
 * <p>Redis answers in the order of asking, so one connection carries any number of commands at a time.
 */
public final class RedisLink {
    /** Long enough for a loaded server nearby, short enough to be let go. */
    public static final Duration TIMEOUT = Duration.ofMillis(20);

    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final int PATIENCE = 3;
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final String url;
    private final Clock clock;
    private final Duration timeout;
    private final Pauses pauses;

    private @Nullable Line line;
    private boolean closed;
    private @Nullable Long complained;

    /** A client of one connection: closing it is the only way to drop a socket that does not answer. */
    private static final class Line {
        private final Redis client;
        private final Future<RedisConnection> connected;
        private final long since;
        private int late;

        private Line(Redis client, long since) {
            this.client = client;
            this.since = since;
            this.connected = client.connect();
        }
    }

    /** A command failed because Redis is not there, or not in time. */
    public static final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Unreachable(String what) {
            super(what, null, false, false);
        }
    }

    /** @param url {@code redis://[user:password@]host[:port][/database]}, or {@code rediss://} for TLS */
    public RedisLink(Vertx vertx, String url, Clock clock) {
        this(vertx, url, clock, TIMEOUT);
    }

    /** @param timeout the longest that a command, the connecting included, may take */
    public RedisLink(Vertx vertx, String url, Clock clock, Duration timeout) {
        this.vertx = vertx;
        this.url = url;
        this.clock = clock;
        this.timeout = timeout;
        this.pauses = new Pauses(clock);
    }

    /**
     * The replies in order, one per command; null for Redis's nil. Fails with {@link Unreachable}, or with the error of
     * the first command that Redis refused. Completes on the caller's context.
     */
    public Future<List<@Nullable Response>> send(List<Request> commands) {
        Line open = open();
        if (open == null) {
            return Future.failedFuture(new Unreachable("Redis is down; not tried again yet"));
        }
        Future<List<@Nullable Response>> replies = open.connected.compose(connection -> connection.batch(commands));
        return replies.timeout(timeout.toMillis(), TimeUnit.MILLISECONDS).andThen(reply -> settle(open, reply));
    }

    /** Closes the connection; commands fail from now on. */
    public synchronized Future<Void> close() {
        closed = true;
        var open = line;
        line = null;
        return open == null ? Future.succeededFuture() : open.client.close();
    }

    private synchronized @Nullable Line open() {
        if (line == null && !closed && pauses.over()) {
            var opened = new Line(Redis.createClient(vertx, options()), clock.nanos());
            line = opened;
            opened.connected
                    .onSuccess(connection ->
                            connection.exceptionHandler(failure -> drop(opened)).endHandler(end -> drop(opened)))
                    .onFailure(failure -> drop(opened));
        }
        return line;
    }

    private RedisOptions options() {
        var options =
                new RedisOptions().setConnectionString(url).setMaxPoolSize(1).setMaxPoolWaiting(1);
        options.getNetClientOptions()
                .setConnectTimeout((int) CONNECT.toMillis())
                .setTcpNoDelay(true);
        return options;
    }

    /** A refused command says nothing about the connection; silence does. */
    private void settle(Line on, AsyncResult<?> reply) {
        if (reply.cause() instanceof TimeoutException) {
            late(on);
        } else if (reply.succeeded()) {
            answered(on);
        }
    }

    private synchronized void answered(Line by) {
        by.late = 0;
        pauses.end();
        if (complained != null) {
            complained = null;
            LOG.info("Redis answers again");
        }
    }

    private void late(Line on) {
        boolean tooOften;
        synchronized (this) {
            tooOften = !connecting(on) && ++on.late >= PATIENCE;
        }
        if (tooOften) {
            drop(on);
        }
    }

    /**
     * A handshake, with TLS above all, may take longer than commands may. They fail meanwhile, but say nothing about the
     * server: a link that gave up each time would never stand.
     */
    private boolean connecting(Line on) {
        return !on.connected.isComplete() && clock.since(on.since).compareTo(CONNECT) < 0;
    }

    private void drop(Line broken) {
        synchronized (this) {
            if (line != broken) {
                return;
            }
            line = null;
            pauses.begin();
            complain();
        }
        var unused = broken.client.close();
    }

    private void complain() {
        if (complained == null || clock.since(complained).compareTo(QUIET) >= 0) {
            complained = clock.nanos();
            LOG.warn("Redis does not answer; going on without it");
        }
    }
}
