package io.frond.store;

import io.frond.config.HostPort;
import io.frond.config.RedisConfig.Cluster;
import io.frond.store.RedisNode.Surroundings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keys spread over the masters of a cluster. Each key's commands go where it is known to be; a server that no longer has
 * it says where it is now, which is followed at once and remembered. Who has what is asked for again whenever that
 * happens, and while a server does not answer: its replica may have taken its place.
 *
 * <p>The Vert.x client knows clusters too, but connects only while every server can be reached, replicas included, and
 * follows no redirection of several commands at a time.
 */
final class ClusterLink implements RedisLink {
    private static final int HOPS = 3;
    /** A server that has one slot only is found within so many keys, all but surely. */
    private static final int MOST_TRIED = 200_000;

    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(200);
    private static final long UNSTABLE_MILLIS = 2;

    private final Vertx vertx;
    private final Cluster cluster;
    private final Dialling dialling;
    private final Surroundings around;
    private final Map<HostPort, RedisNode> nodes = new ConcurrentHashMap<>();
    private volatile Slots slots = Slots.UNKNOWN;
    private volatile boolean closed;
    private @Nullable Future<Slots> asking;
    private long asked;

    ClusterLink(Vertx vertx, Cluster cluster, Dialling dialling, Surroundings around) {
        this.vertx = vertx;
        this.cluster = cluster;
        this.dialling = dialling;
        this.around = around;
        this.asked = around.clock().nanos() - BETWEEN_QUESTIONS.toNanos();
        var unused = learn();
    }

    @Override
    public int slot(String key) {
        return Slots.of(key);
    }

    @Override
    public Future<List<@Nullable Response>> send(String key, List<Request> commands) {
        int slot = Slots.of(key);
        var known = slots;
        var replies =
                known.known() ? send(known, slot, commands) : learn().compose(learnt -> send(learnt, slot, commands));
        return replies.timeout(around.timeout().toMillis() * 5 / 4, TimeUnit.MILLISECONDS)
                .onFailure(this::late);
    }

    @Override
    public Future<List<String>> servers() {
        return slots.known() ? Future.succeededFuture(servers(slots)) : learn().map(ClusterLink::servers);
    }

    /** The first numbers that fall into the slots of each. */
    private static List<String> servers(Slots known) {
        var keys = new LinkedHashMap<HostPort, String>();
        for (int i = 0; i < MOST_TRIED && keys.size() < known.masters().size(); i++) {
            var key = Integer.toString(i);
            var master = known.master(Slots.of(key));
            if (master != null) {
                keys.putIfAbsent(master, key);
            }
        }
        return List.copyOf(keys.values());
    }

    private void late(Throwable failure) {
        if (failure instanceof TimeoutException) {
            around.lateness().noted();
        }
    }

    @Override
    public boolean lateJustNow() {
        return around.lateness().within(MOMENT);
    }

    private Future<List<@Nullable Response>> send(Slots known, int slot, List<Request> commands) {
        var master = known.master(slot);
        if (master == null) {
            var unused = learn();
            return Future.failedFuture(new Unreachable("no server of the cluster has slot " + slot));
        }
        return send(new Errand(slot, commands, HOPS), master);
    }

    /** @param hops how often it may still be sent elsewhere, or again */
    private record Errand(int slot, List<Request> commands, int hops) {
        Errand again() {
            return new Errand(slot, commands, hops - 1);
        }
    }

    private Future<List<@Nullable Response>> send(Errand errand, HostPort to) {
        return node(to).send(errand.commands()).recover(failure -> follow(errand, to, failure));
    }

    private Future<List<@Nullable Response>> follow(Errand errand, HostPort from, Throwable failure) {
        var error = RedisError.of(failure);
        if (error == null || error.code().equals("CLUSTERDOWN")) {
            var unused = learn();
            return Future.failedFuture(failure);
        }
        if (errand.hops() == 0) {
            return Future.failedFuture(failure);
        }
        return switch (error.code()) {
            case "MOVED" -> moved(errand.again(), error.address(from));
            case "ASK" ->
                node(error.address(from)).send(asking(errand.commands())).map(ClusterLink::answers);
            case "TRYAGAIN" ->
                vertx.timer(UNSTABLE_MILLIS, TimeUnit.MILLISECONDS).compose(later -> send(errand.again(), from));
            default -> Future.failedFuture(failure);
        };
    }

    private Future<List<@Nullable Response>> moved(Errand errand, HostPort to) {
        synchronized (this) {
            slots = slots.moved(errand.slot(), to);
        }
        var unused = learn();
        return send(errand, to);
    }

    /** Each command after a word that lets it in before the slot has moved as a whole. */
    private static List<Request> asking(List<Request> commands) {
        var all = new ArrayList<Request>(commands.size() * 2);
        for (var command : commands) {
            all.add(Request.cmd(Command.ASKING));
            all.add(command);
        }
        return all;
    }

    private static List<@Nullable Response> answers(List<@Nullable Response> replies) {
        var answers = new ArrayList<@Nullable Response>(replies.size() / 2);
        for (int i = 1; i < replies.size(); i += 2) {
            answers.add(replies.get(i));
        }
        return answers;
    }

    private RedisNode node(HostPort at) {
        return nodes.computeIfAbsent(
                at, fresh -> new RedisNode(at.toString(), dialling.to(at), dialling::attempt, around));
    }

    /** Asks who has what, at most one question at a time and five a second. */
    private synchronized Future<Slots> learn() {
        if (asking != null) {
            return asking;
        }
        if (closed || around.clock().since(asked).compareTo(BETWEEN_QUESTIONS) < 0) {
            return slots.known()
                    ? Future.succeededFuture(slots)
                    : Future.failedFuture(new Unreachable("no server of the cluster answers; not asked again yet"));
        }
        asked = around.clock().nanos();
        var question = ask();
        asking = question;
        question.onComplete(answer -> learnt(answer.succeeded() ? answer.result() : null));
        return question;
    }

    private Future<Slots> ask() {
        var known = new LinkedHashSet<>(slots.masters());
        known.addAll(cluster.seeds());
        var answers = known.stream().map(this::ask).toList();
        return Future.any(answers).map(any -> answers.stream()
                .filter(Future::succeeded)
                .findFirst()
                .orElseThrow()
                .result());
    }

    private Future<Slots> ask(HostPort server) {
        return node(server)
                .send(List.of(Request.cmd(Command.CLUSTER).arg("SLOTS")))
                .map(replies -> {
                    var reply = replies.get(0);
                    if (reply == null || reply.size() == 0) {
                        throw new Unreachable(server + " knows no slots");
                    }
                    return Slots.of(reply, server);
                });
    }

    private void learnt(@Nullable Slots now) {
        Set<HostPort> needed;
        synchronized (this) {
            asking = null;
            if (now == null || closed) {
                return;
            }
            slots = now;
            needed = now.masters();
        }
        nodes.forEach((at, node) -> {
            if (!needed.contains(at) && !cluster.seeds().contains(at) && nodes.remove(at, node)) {
                var unused = node.close();
            }
        });
    }

    @Override
    public Future<Void> close() {
        closed = true;
        return Future.join(nodes.values().stream().map(RedisNode::close).toList())
                .mapEmpty();
    }
}
