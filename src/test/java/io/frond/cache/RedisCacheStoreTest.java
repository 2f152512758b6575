package io.frond.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.cache.CacheStore.Held;
import io.frond.model.Clock;
import io.frond.model.Head;
import io.frond.store.RedisLink;
import io.frond.testing.Eventually;
import io.frond.testing.FakeClock;
import io.frond.testing.RedisServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisCacheStoreTest extends EveryCacheStore {
    private final RedisServer server = RedisServer.start();
    private final Vertx vertx = Vertx.vertx();
    /** With time enough for a loaded machine: how short it is otherwise is tested below and in the link's own tests. */
    private final RedisLink link =
            RedisLink.open(vertx, server.config(), Clock.system(), new Random(1), Duration.ofSeconds(5));

    private final CacheStore store = CacheStore.redis(link);

    @BeforeEach
    void connect() throws Exception {
        get(store.get("warm-up"));
    }

    @AfterEach
    void stop() throws Exception {
        get(link.close());
        get(vertx.close());
        server.close();
    }

    @Override
    CacheStore store() {
        return store;
    }

    @Test
    void redisForgetsAnAnswerByItself() throws Exception {
        get(store.put("key", kept("x")));

        var ttl = get(link.send("frond:cache:key", List.of(Request.cmd(Command.PTTL, "frond:cache:key"))));

        assertThat(ttl.get(0).toLong()).isBetween(1L, TTL.toMillis());
    }

    @Test
    void howLongItLivesIsWhatRedisSays() throws Exception {
        get(store.put("key", kept("x")));
        get(link.send("frond:cache:key", List.of(Request.cmd(Command.PEXPIRE, "frond:cache:key", 90_000))));

        assertThat(get(store.get("key")).orElseThrow().left())
                .isBetween(Duration.ofSeconds(80), Duration.ofSeconds(90));
    }

    @Test
    void whatDoesNotReadAsAnAnswerIsNone() throws Exception {
        get(link.send(
                "frond:cache:key",
                List.of(Request.cmd(Command.SET, "frond:cache:key", "something else", "PX", 60_000))));

        assertThat(get(store.get("key"))).isEmpty();
    }

    @Test
    void anotherGatewayFindsIt() throws Exception {
        get(store.put("key", kept("shared")));
        var other = RedisLink.open(vertx, server.config(), Clock.system(), new Random(1), Duration.ofSeconds(5));

        assertThat(get(CacheStore.redis(other).get("key")).orElseThrow().kept().body())
                .hasToString("shared");
        get(other.close());
    }

    @Test
    void aRedisThatIsGoneIsAnEmptyOne() throws Exception {
        get(store.put("key", kept("x")));
        server.kill();

        assertThat(get(store.get("key"))).isEmpty();
        get(store.put("key", kept("x")));
        get(store.remove("key"));
    }

    @Test
    void aRedisThatDoesNotAnswerIsAnEmptyOneWithinTheTimeout() throws Exception {
        var hasty = RedisLink.open(vertx, server.config(), Clock.system(), new Random(1));
        var impatient = CacheStore.redis(hasty);
        for (int i = 0; i < 50; i++) {
            get(impatient.get("warm-up"));
        }
        server.freeze();
        long began = System.nanoTime();

        assertThat(get(impatient.get("key"))).isEmpty();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(500));
        server.thaw();
        get(hasty.close());
    }

    @Test
    void F16_whoHasJustWaitedInVainForRedisDoesNotWaitForItAgain() throws Exception {
        var clock = new FakeClock();
        var hasty = RedisLink.open(vertx, server.config(), clock, new Random(1));
        var impatient = CacheStore.redis(hasty);
        Eventually.within(Duration.ofSeconds(10), () -> {
            clock.advance(RedisLink.MOMENT);
            assertThat(put(impatient)).isPresent();
        });
        server.freeze();
        assertThat(hasty.send("limits", List.of(Request.cmd(Command.GET, "limits")))
                        .toCompletionStage()
                        .toCompletableFuture())
                .failsWithin(Duration.ofSeconds(5));
        assertThat(impatient.get("key").result()).as("at once").isEmpty();
        server.thaw();
        Eventually.within(Duration.ofSeconds(10), () -> {
            clock.advance(RedisLink.MOMENT);
            assertThat(put(impatient)).isPresent();
        });
        get(hasty.close());
    }

    private static Optional<Held> put(CacheStore into) {
        try {
            get(into.put("key", kept("x")));
            return get(into.get("key"));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aTtlOfNothingKeepsNothing() throws Exception {
        get(store.put(
                "key",
                new Kept(
                        new Origin("acme", "gpt", ""),
                        new Head(200, Map.of()),
                        Buffer.buffer("x"),
                        false,
                        "stop",
                        MADE,
                        Duration.ZERO)));

        assertThat(get(store.get("key"))).isEmpty();
    }
}
