package io.frond.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.config.HostPort;
import io.frond.config.RedisConfig;
import io.frond.config.RedisConfig.Login;
import io.frond.config.RedisConfig.Standalone;
import io.frond.config.RedisConfig.Tls;
import io.frond.config.Secret;
import io.frond.config.TlsConfig;
import io.frond.model.Clock;
import io.frond.testing.Certificates;
import io.frond.testing.Eventually;
import io.frond.testing.RedisClusterServers;
import io.frond.testing.RedisSentinelServers;
import io.frond.testing.RedisServer;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Real servers in every layout. */
@ExtendWith(VertxExtension.class)
class RedisLayoutsTest {
    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final Login FROND = new Login("frond", new Secret("s3cret"));

    @Test
    void withTlsBothSidesProveThemselvesAndTheUserIsTheAcls(Vertx vertx, @TempDir Path folder) throws Exception {
        var pair = Certificates.named("redis");
        var certificate = Files.writeString(folder.resolve("cert.pem"), pair.certificate());
        var key = Files.writeString(folder.resolve("key.pem"), pair.key());
        try (var server = RedisServer.secured(
                certificate,
                key,
                "--user",
                "frond",
                "on",
                ">s3cret",
                "~frond:*",
                "+@all",
                "--user",
                "default",
                "off")) {
            var own = new TlsConfig(pair.certificate(), new Secret(pair.key()));
            var link = open(vertx, secured(server, new Tls(pair.certificate(), own), FROND));

            Eventually.within(PATIENT, () -> assertDoes(link, "frond:a", "1"));
            assertThatThrownBy(() -> ask(link, "other", set("other", "1"))).hasMessageContaining("NOPERM");

            assertNoWay(vertx, secured(server, new Tls(null, own), FROND));
            assertNoWay(vertx, secured(server, new Tls(pair.certificate(), null), FROND));
            assertNoWay(
                    vertx, secured(server, new Tls(pair.certificate(), own), new Login("frond", new Secret("wrong"))));
        }
    }

    private static RedisConfig secured(RedisServer server, Tls tls, Login login) {
        return new RedisConfig(new Standalone(new HostPort("127.0.0.1", server.port())), login, 0, tls);
    }

    private static void assertNoWay(Vertx vertx, RedisConfig config) {
        assertThatThrownBy(() -> ask(open(vertx, config), "frond:a", set("frond:a", "1")))
                .isInstanceOf(Exception.class);
    }

    @Test
    void theMasterIsWhomTheSentinelsNameAlsoAfterAFailover(Vertx vertx) throws Exception {
        try (var servers = RedisSentinelServers.start()) {
            var link = open(vertx, servers.config());
            assertThat(ask(link, "a", set("a", "1"))).isEqualTo("OK");

            servers.master().kill();

            Eventually.within(Duration.ofSeconds(20), () -> assertDoes(link, "a", "2"));
            assertThat(servers.replica().ask("GET", "a")).isEqualTo("2");
        }
    }

    @Test
    void aClusterIsUsedAsAWholeThoughOneServerIsKnown(Vertx vertx) throws Exception {
        try (var cluster = RedisClusterServers.start()) {
            var link = open(vertx, cluster.config());
            var keys = IntStream.range(0, 50).mapToObj(i -> "key" + i).toList();
            for (var key : keys) {
                assertThat(ask(link, key, set(key, key))).isEqualTo("OK");
            }

            var holders = new ArrayList<Integer>();
            for (var key : keys) {
                assertThat(ask(link, key, Request.cmd(Command.GET, key))).isEqualTo(key);
                holders.add(cluster.holder(link.slot(key)).port());
            }
            assertThat(holders.stream().distinct()).hasSize(3);
            var servers =
                    link.servers().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(servers.stream()
                            .map(key -> cluster.holder(link.slot(key)).port()))
                    .as("one key for each")
                    .containsExactlyInAnyOrderElementsOf(new TreeSet<>(holders));
        }
    }

    @Test
    void aSlotThatMovesIsFollowedWithoutAFailure(Vertx vertx) throws Exception {
        try (var cluster = RedisClusterServers.start()) {
            var link = open(vertx, cluster.config());
            assertThat(ask(link, "{a}1", set("{a}1", "1"))).isEqualTo("OK");

            var move = cluster.moving(link.slot("{a}"));
            assertThat(ask(link, "{a}1", Request.cmd(Command.GET, "{a}1"))).isEqualTo("1");
            assertThat(ask(link, "{a}2", set("{a}2", "new")))
                    .as("made where the slot goes")
                    .isEqualTo("OK");
            move.key("{a}1");
            assertThat(ask(link, "{a}1", Request.cmd(Command.GET, "{a}1"))).isEqualTo("1");
            move.end();

            assertThat(ask(link, "{a}1", Request.cmd(Command.GET, "{a}1"))).isEqualTo("1");
            assertThat(ask(link, "{a}2", Request.cmd(Command.GET, "{a}2"))).isEqualTo("new");
        }
    }

    @Test
    void ofAClusterThatLostAServerTheOthersGoOn(Vertx vertx) throws Exception {
        try (var cluster = RedisClusterServers.start()) {
            var link = open(vertx, cluster.config());
            var lost = cluster.holder(link.slot("a"));
            var other = IntStream.range(0, 100)
                    .mapToObj(i -> "k" + i)
                    .filter(key -> cluster.holder(link.slot(key)) != lost)
                    .findFirst()
                    .orElseThrow();
            assertThat(ask(link, "a", set("a", "1"))).isEqualTo("OK");

            lost.freeze();
            assertThatThrownBy(() -> ask(link, "a", set("a", "2"))).isInstanceOf(Exception.class);
            assertThat(ask(link, other, set(other, "1"))).isEqualTo("OK");
            lost.thaw();

            Eventually.within(PATIENT, () -> assertDoes(link, "a", "3"));
        }
    }

    @Test
    void slotsAreCountedAsRedisDoes() {
        assertThat(Slots.of("123456789")).isEqualTo(0x31C3);
        assertThat(Slots.of("{user1000}.following")).isEqualTo(Slots.of("user1000"));
        assertThat(Slots.of("foo{}{bar}")).isNotEqualTo(Slots.of("bar"));
        assertThat(Slots.of("foo{{bar}}zap")).isEqualTo(Slots.of("{bar"));
    }

    /** Patient: how short the time-out is otherwise is tested elsewhere. */
    private static RedisLink open(Vertx vertx, RedisConfig config) {
        return RedisLink.open(vertx, config, Clock.system(), new Random(1), Duration.ofSeconds(1));
    }

    private static void assertDoes(RedisLink link, String key, String value) {
        try {
            assertThat(ask(link, key, set(key, value))).isEqualTo("OK");
        } catch (Exception notYet) {
            throw new AssertionError(notYet);
        }
    }

    private static String ask(RedisLink link, String key, Request command) throws Exception {
        var replies = link.send(key, List.of(command)).toCompletionStage().toCompletableFuture();
        return String.valueOf(replies.get(10, SECONDS).get(0));
    }

    private static Request set(String key, String value) {
        return Request.cmd(Command.SET, key, value);
    }
}
