package io.frond;

import io.frond.config.Config;
import io.frond.config.LimitsConfig;
import io.frond.limit.LimitStore;
import io.frond.store.Peers;
import io.frond.store.RedisLink;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What several Fronds have in common: their Redis, and the limits that are counted there.
 *
 * @param link null where nothing of the configuration is kept in a Redis
 * @param peers null where limits are not
 */
record Shared(@Nullable RedisLink link, @Nullable Peers peers, LimitStore limits) {

    /** Call from a worker. */
    static Shared open(Config wanted, Foundation foundation) {
        var redis = wanted.redis();
        if (redis == null || !used(wanted)) {
            return new Shared(null, null, foundation.limits);
        }
        var link = RedisLink.open(foundation.vertx, redis, foundation.clock, foundation.draws);
        return over(link, wanted.limits(), foundation);
    }

    private static Shared over(RedisLink link, LimitsConfig wanted, Foundation foundation) {
        if (!wanted.store().equals("redis")) {
            return new Shared(link, null, foundation.limits);
        }
        var peers = Peers.open(
                foundation.vertx, link, foundation.clock, UUID.randomUUID().toString());
        return new Shared(link, peers, LimitStore.redis(link, foundation.limits, wanted.onOutage(), peers::count));
    }

    private static boolean used(Config config) {
        return config.cache().store().equals("redis") || config.limits().store().equals("redis");
    }

    /** This one, as far as it is as wanted. */
    Shared next(Config last, Config wanted, Foundation foundation) {
        if (link == null || !used(wanted) || !Objects.equals(last.redis(), wanted.redis())) {
            return used(last) || used(wanted) ? open(wanted, foundation) : this;
        }
        return last.limits().equals(wanted.limits()) ? this : over(link, wanted.limits(), foundation);
    }

    /** All that {@code next} does not go on with. */
    Future<Void> close(@Nullable Shared next) {
        var gone =
                peers == null || (next != null && next.peers == peers) ? Future.<Void>succeededFuture() : peers.close();
        return link == null || (next != null && next.link == link) ? gone : gone.eventually(link::close);
    }
}
