package io.frond.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Clock;
import io.frond.model.Credential;
import io.frond.model.Limits;
import io.frond.model.Limits.Kind;
import io.frond.model.Scope;
import io.frond.store.RedisLink;
import io.frond.testing.Eventually;
import io.frond.testing.Inline;
import io.frond.testing.RedisServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes at one real Redis. */
class RedisKeyStoreTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    private final RedisServer server = RedisServer.start();
    private final Vertx vertx = Vertx.vertx();
    private final RedisLink link = RedisLink.open(vertx, server.config(), Clock.system(), new Random(1), SECOND);
    private final RedisLink otherLink = RedisLink.open(vertx, server.config(), Clock.system(), new Random(1), SECOND);
    private final IssuedKeys here = node(link);
    private final IssuedKeys there = node(otherLink);

    private IssuedKeys node(RedisLink over) {
        return get(IssuedKeys.over(vertx, KeyStore.redis(over, Inline.WORKERS), Clock.system()));
    }

    @AfterEach
    void stop() {
        get(here.close());
        get(there.close());
        get(link.close());
        get(otherLink.close());
        get(vertx.close());
        server.close();
    }

    @Test
    void aKeyIsKnownEverywhereAndItsEndToo() {
        var key = key("k");
        get(here.put(List.of(key)));
        assertThat(here.find(key.digest())).isEqualTo(key);
        Eventually.within(SECOND, () -> assertThat(there.find(key.digest())).isEqualTo(key));

        get(there.remove(key));
        assertThat(there.find(key.digest())).isNull();
        Eventually.within(SECOND, () -> assertThat(here.find(key.digest())).isNull());
    }

    @Test
    void whileRedisIsGoneTheLastKnownKeysHoldAndNoChangeIsTaken() {
        var key = key("k");
        get(here.put(List.of(key)));
        server.kill();

        assertThat(failed(here.remove(key))).isTrue();
        assertThat(here.find(key.digest())).isEqualTo(key);
    }

    @Test
    void aRedisThatComesBackEmptyIsToldTheKeysAgain() {
        get(here.put(List.of(key("a"), key("b"))));
        get(here.remove(key("a")));
        Eventually.within(SECOND, () -> assertThat(there.all()).containsExactly(key("b")));

        server.kill();
        server.restart();

        Eventually.within(Duration.ofSeconds(10), () -> {
            var fresh = node(link);
            assertThat(fresh.all()).containsExactly(key("b"));
            get(fresh.close());
        });
        assertThat(here.all()).containsExactly(key("b"));
        Eventually.within(Duration.ofSeconds(10), () -> assertThat(failed(there.put(List.of(key("c")))))
                .isFalse());
        Eventually.within(
                Duration.ofSeconds(10), () -> assertThat(here.all()).containsExactlyInAnyOrder(key("b"), key("c")));
    }

    @Test
    void whoStartsWithoutRedisDoesNotClaimToKnowAllKeys() {
        get(here.put(List.of(key("k"))));
        server.kill();
        var late = node(RedisLink.open(vertx, server.config(), Clock.system(), new Random(1), SECOND));

        assertThat(late.complete()).isFalse();
        server.restart();
        Eventually.within(
                Duration.ofSeconds(10), () -> assertThat(late.complete()).isTrue());
        get(late.close());
    }

    private static IssuedKey key(String key) {
        return new IssuedKey(
                "acme",
                "web",
                Credential.of(key).digest(),
                Scope.ALL,
                null,
                Map.of("team", "search"),
                Limits.of(Kind.RPM, 60),
                THEN);
    }

    private static boolean failed(Future<Void> change) {
        try {
            get(change);
            return false;
        } catch (AssertionError refused) {
            return true;
        }
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("it did not do as it should", e);
        }
    }
}
