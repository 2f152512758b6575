package io.frond.store;

import io.frond.config.HostPort;
import io.frond.config.RedisConfig.Sentinels;
import io.frond.store.RedisLink.Unreachable;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The master, wherever the sentinels say that it is. All of them are asked at once and the first that knows it is
 * believed; as that one may be behind the others, the server itself is asked whether it is the master.
 */
final class SentinelDoor implements Door {
    private final Dialling dialling;
    private final Sentinels sentinels;

    SentinelDoor(Dialling dialling, Sentinels sentinels) {
        this.dialling = dialling;
        this.sentinels = sentinels;
    }

    @Override
    public Future<RedisConnection> connect(Attempt attempt) {
        List<Future<HostPort>> answers =
                sentinels.nodes().stream().map(node -> master(node, attempt)).toList();
        return Future.any(answers)
                .recover(none -> Future.failedFuture(new Unreachable("no sentinel names the master")))
                .map(any -> first(answers))
                .compose(master -> attempt.client(dialling.data(master)).connect())
                .compose(SentinelDoor::checked);
    }

    private static HostPort first(List<Future<HostPort>> answers) {
        return answers.stream()
                .filter(Future::succeeded)
                .findFirst()
                .orElseThrow()
                .result();
    }

    private Future<HostPort> master(HostPort sentinel, Attempt attempt) {
        var client = attempt.client(dialling.sentinel(sentinel, sentinels.login()));
        var question =
                Request.cmd(Command.SENTINEL).arg("get-master-addr-by-name").arg(sentinels.master());
        return client.connect()
                .compose(connection -> connection.send(question))
                .map(SentinelDoor::address)
                .onComplete(answer -> attempt.release(client));
    }

    private static HostPort address(@Nullable Response answer) {
        if (answer == null || answer.size() < 2) {
            throw new Unreachable("the sentinel knows no master of this name");
        }
        return new HostPort(answer.get(0).toString(), answer.get(1).toInteger());
    }

    private static Future<RedisConnection> checked(RedisConnection connection) {
        return connection.send(Request.cmd(Command.ROLE)).map(role -> {
            if (!role.get(0).toString().equals("master")) {
                throw new Unreachable("the sentinels name a server that is not the master");
            }
            return connection;
        });
    }
}
