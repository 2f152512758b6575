package io.frond.store;

import io.frond.model.Clock;
import io.frond.store.RedisLink.Unreachable;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one server, shared by all event loops. Redis answers in the order of asking, so it carries any
 * number of commands at a time.
 *
 * <p>When the server is gone, takes longer than a second to connect, or lets three commands in a row time out, the
 * connection is thrown away: replies that come too late must not pile up before new ones. Until it stands again commands
 * fail at once; after the pause one of them begins to connect, for those after it. Pauses double up to two seconds, so
 * that Frond is back soon after the server is. Only before the first connection ever do commands wait for it.
 */
final class RedisNode {
    private static final int PATIENCE = 3;
    /** Errors that tell where or how to ask again. */
    private static final Set<String> FOLLOWED = Set.of("MOVED", "ASK", "TRYAGAIN", "NOSCRIPT");

    private final String name;
    private final Door door;
    private final Supplier<Attempt> attempts;
    private final Surroundings around;
    private final Pauses pauses;

    private @Nullable Line line;
    private boolean lostBefore;
    private boolean closed;

    /**
     * @param chance safe from several threads
     * @param timeout the longest that a command may take
     */
    record Surroundings(Clock clock, RandomGenerator chance, Duration timeout, OutageLog log, Lateness lateness) {}

    /** A connection from its first attempt on. */
    private static final class Line {
        private final Attempt attempt;
        private final long since;
        private final boolean awaited;
        /** Whose thread the connection's replies come on. */
        private final Context loop;

        private final Future<RedisConnection> connected;
        private int late;
        private long lastLate;

        /** @param awaited whether commands wait until it stands */
        private Line(Attempt attempt, Door door, long since, boolean awaited) {
            this.attempt = attempt;
            this.since = since;
            this.awaited = awaited;
            this.loop = attempt.loop();
            this.connected = door.connect(attempt);
        }

        private boolean usable() {
            return connected.succeeded() || awaited;
        }

        private Future<List<@Nullable Response>> send(List<Request> commands) {
            return connected.succeeded()
                    ? send(connected.result(), commands)
                    : connected.compose(connection -> send(connection, commands));
        }

        private static Future<List<@Nullable Response>> send(RedisConnection over, List<Request> commands) {
            return commands.size() == 1
                    ? over.send(commands.get(0)).map(Collections::singletonList)
                    : over.batch(commands);
        }
    }

    /** Begins to connect. */
    RedisNode(String name, Door door, Supplier<Attempt> attempts, Surroundings around) {
        this.name = name;
        this.door = door;
        this.attempts = attempts;
        this.around = around;
        this.pauses = new Pauses(around.clock(), around.chance());
        var unused = open();
    }

    Future<List<@Nullable Response>> send(List<Request> commands) {
        Line open = open();
        if (open == null || !open.usable()) {
            return Future.failedFuture(new Unreachable(name + " is down; not tried again yet"));
        }
        Context caller = open.attempt.loop();
        Promise<List<@Nullable Response>> told = Promise.promise();
        open.loop.runOnContext(now -> timed(open, commands)
                .onComplete(reply -> caller.runOnContext(then -> told.complete(reply.result(), reply.cause()))));
        return told.future();
    }

    /**
     * On the thread of the connection: where that is held up, replies that have come are read before the time is found
     * to be over. Else a busy Frond would take itself for a slow Redis.
     */
    private Future<List<@Nullable Response>> timed(Line on, List<Request> commands) {
        long sent = around.clock().nanos();
        return on.send(commands)
                .timeout(around.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .andThen(reply -> settle(on, reply, sent));
    }

    Future<Void> close() {
        Line open;
        synchronized (this) {
            closed = true;
            open = line;
            line = null;
        }
        around.log().relieved(name);
        return open == null ? Future.succeededFuture() : open.attempt.close();
    }

    private @Nullable Line open() {
        var overdue = overdue();
        if (overdue != null) {
            drop(overdue, "it does not let us connect");
        }
        return current();
    }

    private synchronized @Nullable Line overdue() {
        return line != null && !line.connected.isComplete() && !connecting(line) ? line : null;
    }

    private synchronized @Nullable Line current() {
        if (line == null && !closed && pauses.over()) {
            var opened = new Line(attempts.get(), door, around.clock().nanos(), !lostBefore);
            line = opened;
            opened.connected
                    .onSuccess(connection -> connection
                            .exceptionHandler(failure -> drop(opened, "the connection broke"))
                            .endHandler(end -> drop(opened, "it closed the connection")))
                    .onFailure(failure -> drop(opened, String.valueOf(failure.getMessage())));
        }
        return line;
    }

    /** A refused command says nothing about the connection, but that nobody may write there; silence does. */
    private void settle(Line on, AsyncResult<?> reply, long sent) {
        if (reply.cause() instanceof TimeoutException) {
            around.lateness().noted();
            late(on, sent);
        } else if (reply.succeeded()) {
            answered(on);
        } else {
            refused(on, RedisError.of(reply.cause()));
        }
    }

    private void refused(Line by, @Nullable RedisError error) {
        if (error != null && error.code().equals("READONLY")) {
            drop(by, "it is not the master any more");
        } else if (error != null && !FOLLOWED.contains(error.code())) {
            around.log().refused(name, error);
        }
    }

    private void answered(Line by) {
        synchronized (this) {
            by.late = 0;
            pauses.end();
        }
        around.log().relieved(name);
    }

    /** Of commands that waited at the same time one counts. */
    private void late(Line on, long sent) {
        boolean tooOften = false;
        synchronized (this) {
            if (!connecting(on) && (on.late == 0 || sent - on.lastLate >= 0)) {
                on.lastLate = around.clock().nanos();
                tooOften = ++on.late >= PATIENCE;
            }
        }
        if (tooOften) {
            drop(on, "three commands in a row timed out");
        }
    }

    /**
     * A handshake, with TLS above all, may take longer than commands may. They fail meanwhile, but say nothing about the
     * server: a link that gave up each time would never stand.
     */
    private boolean connecting(Line on) {
        return !on.connected.isComplete() && around.clock().since(on.since).compareTo(Dialling.CONNECT) < 0;
    }

    private void drop(Line broken, String why) {
        synchronized (this) {
            if (line != broken) {
                return;
            }
            line = null;
            lostBefore = true;
            pauses.begin();
        }
        around.log().lost(name, why);
        var unused = broken.attempt.close();
    }
}
