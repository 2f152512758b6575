package io.frond.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.HostPort;
import io.frond.config.RedisConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A master, its replica, and three sentinels that agree in half a second that the master is gone. */
public final class RedisSentinelServers implements AutoCloseable {
    public static final String NAME = "frond";

    private static final int SENTINELS = 3;

    private final RedisServer master = RedisServer.start("--repl-diskless-sync-delay", "0");
    private final RedisServer replica = RedisServer.start(
            "--replicaof",
            "127.0.0.1",
            "" + master.port(),
            "--repl-diskless-sync-delay",
            "0",
            "--repl-diskless-load",
            "on-empty-db");
    private final List<RedisServer> sentinels = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();

    private RedisSentinelServers() {}

    /** All know each other when it returns. */
    public static RedisSentinelServers start() {
        var all = new RedisSentinelServers();
        for (int i = 0; i < SENTINELS; i++) {
            all.sentinel();
        }
        Eventually.within(Duration.ofSeconds(20), () -> {
            assertThat(all.replica.ask("INFO", "replication")).contains("master_link_status:up");
            assertThat(all.sentinels).allSatisfy(sentinel -> assertThat(sentinel.ask("INFO", "sentinel"))
                    .contains("status=ok")
                    .contains("slaves=1")
                    .contains("sentinels=" + SENTINELS));
        });
        return all;
    }

    private void sentinel() {
        try {
            int port = RedisServer.freePort();
            var file = Files.createTempFile("frond-sentinel", ".conf");
            files.add(file);
            Files.writeString(file, """
                    port %d
                    bind 127.0.0.1
                    sentinel monitor %s 127.0.0.1 %d 2
                    sentinel down-after-milliseconds %s 500
                    sentinel failover-timeout %s 2000
                    """.formatted(port, NAME, master.port(), NAME, NAME));
            sentinels.add(RedisServer.started(port, List.of(file.toString(), "--sentinel")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RedisConfig config() {
        var nobody = new RedisConfig.Login(null, null);
        var nodes = sentinels.stream()
                .map(sentinel -> new HostPort("127.0.0.1", sentinel.port()))
                .toList();
        return new RedisConfig(new RedisConfig.Sentinels(NAME, nodes, nobody), nobody, 0, null);
    }

    /** Of the sentinels, as a list of YAML. */
    public List<String> addresses() {
        return sentinels.stream()
                .map(sentinel -> "\"127.0.0.1:" + sentinel.port() + "\"")
                .toList();
    }

    /** The first one. */
    public RedisServer master() {
        return master;
    }

    public RedisServer replica() {
        return replica;
    }

    @Override
    public void close() {
        sentinels.forEach(RedisServer::close);
        replica.close();
        master.close();
        for (var file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
