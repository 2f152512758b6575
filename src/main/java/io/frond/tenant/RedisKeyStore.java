package io.frond.tenant;

import io.frond.model.Workers;
import io.frond.store.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys in one hash of a Redis, and a number beside it that grows with every change. To look whether anything has changed
 * takes one small command.
 *
 * <p>A Redis that has forgotten the number has lost everything. Who still knows the keys then writes them back: an empty
 * Redis must not lock everybody out.
 */
final class RedisKeyStore implements KeyStore {
    private static final Logger LOG = LoggerFactory.getLogger(RedisKeyStore.class);
    private static final String KEYS = "{frond:keys}";
    private static final String VERSION = "{frond:keys}:version";

    private static final String READ = "return {redis.call('get', KEYS[2]), redis.call('hgetall', KEYS[1])}";
    /** The version in ARGV[1], then digests and keys. */
    private static final String RESTORE = """
            if redis.call('exists', KEYS[2]) == 0 then
              for i = 2, #ARGV, 2 do redis.call('hset', KEYS[1], ARGV[i], ARGV[i + 1]) end
              redis.call('set', KEYS[2], ARGV[1])
            end
            return 1""";

    private static final String PUT = """
            for i = 1, #ARGV, 2 do redis.call('hset', KEYS[1], ARGV[i], ARGV[i + 1]) end
            return redis.call('incr', KEYS[2])""";
    private static final String REMOVE = """
            redis.call('hdel', KEYS[1], ARGV[1])
            return redis.call('incr', KEYS[2])""";

    private final RedisLink link;
    private final Workers workers;
    private volatile State seen = new State("", List.of());
    private volatile boolean looked;

    /** @param version empty where nothing was ever kept */
    private record State(String version, List<IssuedKey> keys) {}

    RedisKeyStore(RedisLink link, Workers workers) {
        this.link = link;
        this.workers = workers;
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public Future<Optional<List<IssuedKey>>> changes() {
        return ask(Request.cmd(Command.GET).arg(VERSION)).compose(reply -> {
            var last = seen;
            if (lost(reply)) {
                return restore();
            }
            boolean same = last.version.equals(reply == null ? "" : reply.toString());
            return same && looked ? Future.succeededFuture(Optional.empty()) : read();
        });
    }

    private boolean lost(@Nullable Response version) {
        return version == null && !seen.version.isEmpty();
    }

    private Future<Optional<List<IssuedKey>>> read() {
        return ask(script(READ, List.of()))
                .compose(reply -> workers.run(() -> state(Objects.requireNonNull(reply))))
                .map(state -> {
                    seen = state;
                    looked = true;
                    return Optional.of(state.keys);
                });
    }

    private static State state(Response reply) {
        var version = reply.get(0);
        var entries = reply.get(1);
        var keys = new ArrayList<IssuedKey>();
        if (entries.isMap()) {
            entries.getKeys().forEach(digest -> keep(entries.get(digest), keys));
        } else {
            for (int i = 1; i < entries.size(); i += 2) {
                keep(entries.get(i), keys);
            }
        }
        return new State(version == null ? "" : version.toString(), List.copyOf(keys));
    }

    /** One that cannot be read is no key; the others are. */
    private static void keep(Response entry, List<IssuedKey> keys) {
        try {
            keys.add(IssuedKeyFormat.read(new JsonObject(entry.toString())));
        } catch (RuntimeException unreadable) {
            LOG.warn("Redis holds a key that this Frond cannot read; it is refused");
        }
    }

    private Future<Optional<List<IssuedKey>>> restore() {
        LOG.warn("Redis has lost the keys; writing back the {} that are known here", seen.keys.size());
        var arguments = new ArrayList<String>();
        arguments.add(Long.toString(Long.parseLong(seen.version) + 1));
        seen.keys.forEach(key -> add(key, arguments));
        return ask(script(RESTORE, arguments)).compose(done -> read());
    }

    @Override
    public Future<Void> put(Collection<IssuedKey> keys) {
        var arguments = new ArrayList<String>();
        keys.forEach(key -> add(key, arguments));
        return change(script(PUT, arguments));
    }

    @Override
    public Future<Void> remove(IssuedKey key) {
        return change(script(REMOVE, List.of(key.digest())));
    }

    /** Looks first, so that a change never stands on a Redis that has lost everything. */
    private Future<Void> change(Request script) {
        return ask(Request.cmd(Command.GET).arg(VERSION))
                .compose(version -> lost(version) ? restore() : Future.succeededFuture())
                .compose(whole -> ask(script))
                .mapEmpty();
    }

    private static void add(IssuedKey key, List<String> arguments) {
        arguments.add(key.digest());
        arguments.add(IssuedKeyFormat.write(key).encode());
    }

    private static Request script(String text, List<String> arguments) {
        var request = Request.cmd(Command.EVAL).arg(text).arg("2").arg(KEYS).arg(VERSION);
        arguments.forEach(request::arg);
        return request;
    }

    private Future<@Nullable Response> ask(Request command) {
        return link.send(KEYS, List.of(command)).map(replies -> replies.get(0));
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
