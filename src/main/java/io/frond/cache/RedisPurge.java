package io.frond.cache;

import io.frond.store.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Goes through all answers in a Redis, some at a time, and removes those that are to be forgotten. It reads their
 * beginnings only. What cannot be read there is removed too: nobody would be answered with it, or it tells too much to
 * be looked at whole.
 *
 * <p>What is put meanwhile may stay.
 */
final class RedisPurge {
    private static final int AT_ONCE = 50;
    private static final int BEGINNING = 16 << 10;
    private static final int TRIES = 3;

    private final RedisLink link;
    private final String prefix;
    private final Purge which;
    private final Promise<Integer> done = Promise.promise();
    private Iterator<String> servers = List.<String>of().iterator();
    private String server = "";
    private int removed;

    private RedisPurge(RedisLink link, String prefix, Purge which) {
        this.link = link;
        this.prefix = prefix;
        this.which = which;
    }

    /** How many were removed. Fails where Redis does not answer; some may be gone then. */
    static Future<Integer> of(RedisLink link, String prefix, Purge which) {
        var purge = new RedisPurge(link, prefix, which);
        return link.servers().compose(purge::over);
    }

    private Future<Integer> over(List<String> all) {
        servers = all.iterator();
        next();
        return done.future();
    }

    private void next() {
        if (servers.hasNext()) {
            server = servers.next();
            scan("0");
        } else {
            done.complete(removed);
        }
    }

    private void scan(String cursor) {
        var scan = Request.cmd(Command.SCAN)
                .arg(cursor)
                .arg("MATCH")
                .arg(prefix + "*")
                .arg("COUNT")
                .arg(AT_ONCE);
        send(List.of(scan), TRIES).onFailure(done::fail).onSuccess(replies -> {
            var reply = Objects.requireNonNull(replies.get(0), "SCAN always answers");
            var keys = new ArrayList<String>();
            reply.get(1).forEach(key -> keys.add(key.toString()));
            look(keys, reply.get(0).toString());
        });
    }

    private void look(List<String> keys, String cursor) {
        var beginnings = keys.stream()
                .map(key -> Request.cmd(Command.GETRANGE).arg(key).arg(0).arg(BEGINNING - 1))
                .toList();
        send(beginnings, TRIES).onFailure(done::fail).onSuccess(read -> remove(concerned(keys, read), cursor));
    }

    private List<String> concerned(List<String> keys, List<@Nullable Response> beginnings) {
        var concerned = new ArrayList<String>();
        for (int i = 0; i < keys.size(); i++) {
            var bytes = beginnings.get(i);
            if (bytes != null && KeptFormat.concerns(which, bytes.toBuffer())) {
                concerned.add(keys.get(i));
            }
        }
        return concerned;
    }

    private void remove(List<String> keys, String cursor) {
        var removals =
                keys.stream().map(key -> Request.cmd(Command.DEL).arg(key)).toList();
        send(removals, TRIES).onFailure(done::fail).onSuccess(counts -> {
            counts.forEach(count -> removed += count == null ? 0 : count.toInteger());
            onwards(cursor);
        });
    }

    private void onwards(String cursor) {
        if (cursor.equals("0")) {
            next();
        } else {
            scan(cursor);
        }
    }

    private Future<List<@Nullable Response>> send(List<Request> commands, int tries) {
        return commands.isEmpty()
                ? Future.succeededFuture(List.of())
                : link.send(server, commands)
                        .recover(late -> tries == 1 ? Future.failedFuture(late) : send(commands, tries - 1));
    }
}
