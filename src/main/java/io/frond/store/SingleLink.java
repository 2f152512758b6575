package io.frond.store;

import io.vertx.core.Future;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All keys on one server, which is always the same or whom the sentinels name. */
final class SingleLink implements RedisLink {
    private final RedisNode node;

    SingleLink(RedisNode node) {
        this.node = node;
    }

    @Override
    public Future<List<@Nullable Response>> send(String key, List<Request> commands) {
        return node.send(commands);
    }

    @Override
    public int slot(String key) {
        return 0;
    }

    @Override
    public Future<Void> close() {
        return node.close();
    }
}
