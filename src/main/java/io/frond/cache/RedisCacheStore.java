package io.frond.cache;

import io.frond.store.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers in a Redis, one string per key. How long each still lives is asked of Redis itself, so gateways need not
 * agree on the time of day. Whatever fails, or does not read as an entry, counts as not there; while Redis
 * is late nobody waits for it here after having waited for it elsewhere.
 */
final class RedisCacheStore implements CacheStore {
    private static final String PREFIX = "frond:cache:";
    /** What can be sent and received well within the link's time-out. */
    private static final int LARGEST = 1 << 20;

    private final RedisLink link;

    RedisCacheStore(RedisLink link) {
        this.link = link;
    }

    @Override
    public Future<Optional<Held>> get(String key) {
        if (link.lateJustNow()) {
            return Future.succeededFuture(Optional.empty());
        }
        return link.send(
                        PREFIX + key,
                        List.of(Request.cmd(Command.GET, PREFIX + key), Request.cmd(Command.PTTL, PREFIX + key)))
                .map(RedisCacheStore::held)
                .recover(failure -> Future.succeededFuture(Optional.empty()));
    }

    private static Optional<Held> held(List<@Nullable Response> replies) {
        var entry = replies.get(0);
        var left = replies.get(1);
        if (entry == null || left == null || left.toLong() <= 0) {
            return Optional.empty();
        }
        return KeptFormat.read(entry.toBuffer()).map(kept -> new Held(kept, Duration.ofMillis(left.toLong())));
    }

    @Override
    public Future<Void> put(String key, Kept kept) {
        if (kept.body().length() > LARGEST || kept.ttl().toMillis() < 1) {
            return Future.succeededFuture();
        }
        Buffer entry = KeptFormat.write(kept);
        return done(
                key,
                Request.cmd(Command.SET)
                        .arg(PREFIX + key)
                        .arg(entry)
                        .arg("PX")
                        .arg(kept.ttl().toMillis()));
    }

    @Override
    public Future<Void> remove(String key) {
        return done(key, Request.cmd(Command.DEL, PREFIX + key));
    }

    @Override
    public Future<Integer> purge(Purge which) {
        return RedisPurge.of(link, PREFIX, which);
    }

    private Future<Void> done(String key, Request command) {
        return link.send(PREFIX + key, List.of(command)).<Void>mapEmpty().recover(failure -> Future.succeededFuture());
    }
}
