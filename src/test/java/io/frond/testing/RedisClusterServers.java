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

/** A Redis Cluster of three masters; what it writes is in a temporary folder. */
public final class RedisClusterServers implements AutoCloseable {
    private static final int SLOTS = 16_384;
    private static final int MASTERS = 3;

    private final List<RedisServer> masters = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();

    private RedisClusterServers() {}

    /** Has all slots when it returns. */
    public static RedisClusterServers start() {
        var cluster = new RedisClusterServers();
        for (int i = 0; i < MASTERS; i++) {
            cluster.add();
        }
        cluster.join();
        return cluster;
    }

    private void add() {
        try {
            var file = Files.createTempFile("frond-redis-nodes", ".conf");
            Files.delete(file);
            files.add(file);
            int port = RedisServer.freePort();
            masters.add(RedisServer.started(
                    port,
                    List.of(
                            "--cluster-enabled",
                            "yes",
                            "--cluster-config-file",
                            file.toString(),
                            "--cluster-port",
                            Integer.toString(RedisServer.freePort()),
                            "--cluster-node-timeout",
                            "2000")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void join() {
        for (int i = 0; i < MASTERS; i++) {
            var master = masters.get(i);
            int from = SLOTS * i / MASTERS;
            int to = SLOTS * (i + 1) / MASTERS - 1;
            assertThat(master.ask("CLUSTER", "ADDSLOTSRANGE", "" + from, "" + to))
                    .isEqualTo("+OK");
            for (var other : masters) {
                if (other != master) {
                    master.ask("CLUSTER", "MEET", "127.0.0.1", "" + other.port(), "" + other.busPort());
                }
            }
        }
        Eventually.within(Duration.ofSeconds(20), () -> assertThat(masters)
                .allSatisfy(master -> assertThat(master.ask("CLUSTER", "INFO"))
                        .contains("cluster_state:ok")
                        .contains("cluster_known_nodes:" + MASTERS)
                        .contains("cluster_slots_ok:" + SLOTS)));
    }

    /** Leads a Frond to one of them only. */
    public RedisConfig config() {
        var one = new HostPort("127.0.0.1", masters.get(0).port());
        return new RedisConfig(new RedisConfig.Cluster(List.of(one)), new RedisConfig.Login(null, null), 0, null);
    }

    public RedisServer holder(int slot) {
        return masters.stream().filter(master -> owns(master, slot)).findFirst().orElseThrow();
    }

    private static boolean owns(RedisServer master, int slot) {
        var mine = master.ask("CLUSTER", "NODES")
                .lines()
                .filter(line -> line.contains("myself"))
                .findFirst()
                .orElseThrow();
        for (var word : mine.split(" ", -1)) {
            var range = word.split("-", -1);
            if (word.matches("[0-9]+(-[0-9]+)?")
                    && mine.indexOf(word) > mine.indexOf("connected")
                    && Integer.parseInt(range[0]) <= slot
                    && slot <= Integer.parseInt(range[range.length - 1])) {
                return true;
            }
        }
        return false;
    }

    /** Begins to move a slot, as an operator's tool does: keys that are moved, and new ones, are at the other now. */
    public Move moving(int slot) {
        var from = holder(slot);
        var to = masters.stream().filter(master -> master != from).findFirst().orElseThrow();
        assertThat(to.ask("CLUSTER", "SETSLOT", "" + slot, "IMPORTING", id(from)))
                .isEqualTo("+OK");
        assertThat(from.ask("CLUSTER", "SETSLOT", "" + slot, "MIGRATING", id(to)))
                .isEqualTo("+OK");
        return new Move(slot, from, to);
    }

    private static String id(RedisServer server) {
        return server.ask("CLUSTER", "MYID");
    }

    /** A slot on its way. */
    public record Move(int slot, RedisServer from, RedisServer to) {

        public void key(String key) {
            assertThat(from.ask("MIGRATE", "127.0.0.1", "" + to.port(), key, "0", "5000"))
                    .isIn("+OK", "+NOKEY");
        }

        public void end() {
            for (var one : List.of(to, from)) {
                assertThat(one.ask("CLUSTER", "SETSLOT", "" + slot, "NODE", id(to)))
                        .isEqualTo("+OK");
            }
        }
    }

    @Override
    public void close() {
        masters.forEach(RedisServer::close);
        for (var file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
