package io.frond;

import io.frond.config.Config;
import io.frond.store.RedisLink;
import io.vertx.core.Future;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What several Fronds have in common: their Redis.
 *
 * @param link null where nothing of the configuration is kept in it
 */
record Shared(@Nullable RedisLink link) {

    /** Call from a worker. */
    static Shared open(Config wanted, Foundation foundation) {
        var redis = wanted.redis();
        return new Shared(
                redis == null || !used(wanted)
                        ? null
                        : RedisLink.open(foundation.vertx, redis, foundation.clock, foundation.draws));
    }

    private static boolean used(Config config) {
        return config.cache().store().equals("redis") || config.limits().store().equals("redis");
    }

    /** This one, where it is as wanted. */
    Shared next(Config last, Config wanted, Foundation foundation) {
        boolean alike = Objects.equals(last.redis(), wanted.redis()) && used(last) == used(wanted);
        return alike ? this : open(wanted, foundation);
    }

    /** Unless {@code next} goes on with it. */
    Future<Void> close(@Nullable Shared next) {
        return link == null || (next != null && next.link == link) ? Future.succeededFuture() : link.close();
    }
}
