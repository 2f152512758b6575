package io.frond.store;

import io.vertx.core.Future;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All keys on one server, which is always the same or whom the sentinels name. */
final class SingleLink implements RedisLink {
    private final RedisNode node;
    private final Lateness lateness;

    SingleLink(RedisNode node, Lateness lateness) {
        this.node = node;
        this.lateness = lateness;
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
    public Future<List<String>> servers() {
        return Future.succeededFuture(List.of(""));
    }

    @Override
    public boolean lateJustNow() {
        return lateness.within(MOMENT);
    }

    @Override
    public Future<Void> close() {
        return node.close();
    }
}
