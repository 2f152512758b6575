package io.frond.store;

import io.vertx.core.Future;
import io.vertx.redis.client.RedisConnection;

/** Where a connection is to be had. */
@FunctionalInterface
interface Door {

    /** Completes when commands can be sent. Whatever it opens, it opens by the attempt, which closes it. */
    Future<RedisConnection> connect(Attempt attempt);
}
