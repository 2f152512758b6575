package io.frond.store;

import io.frond.wire.ShortLived;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * One attempt to connect, and the clients that it took. Each has one connection: closing the client is the only way to
 * drop a socket that does not answer.
 */
final class Attempt {
    private final Vertx vertx;
    private final List<Redis> clients = new ArrayList<>();
    private boolean closed;

    Attempt(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Of the calling thread; where that has none, it gets one that stays its own. */
    Context loop() {
        return vertx.getOrCreateContext();
    }

    synchronized Redis client(RedisOptions options) {
        if (closed) {
            throw new RedisLink.Unreachable("given up on before it was connected");
        }
        var client = ShortLived.client(vertx, () -> Redis.createClient(vertx, options));
        clients.add(client);
        return client;
    }

    /** Closes one before the others. */
    void release(Redis client) {
        synchronized (this) {
            clients.remove(client);
        }
        var unused = client.close();
    }

    Future<Void> close() {
        List<Redis> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(clients);
            clients.clear();
        }
        return Future.join(open.stream().map(Redis::close).toList()).mapEmpty();
    }
}
