package io.frond.soak;

import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.silence;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Client;
import io.frond.testing.Eventually;
import io.frond.testing.FakeProvider;
import io.frond.testing.RedisSentinelServers;
import io.frond.testing.RedisServer;
import io.frond.testing.Replies;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three Fronds with one Redis and the same configuration count as one. */
class SharedLimitsTest {
    private static final int CLIENTS = 50;
    private static final int CENT_OF_TOKENS = 1000;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final FakeProvider provider = FakeProvider.start(vertx, Replies.answer());

    @AfterEach
    void stop() {
        provider.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Replicas replicas(RedisServer redis, String onOutage) {
        var all = new Replicas(provider.url(), "{ url: \"" + redis.url() + "\" }", onOutage);
        all.awaitEachOther(redis);
        return all;
    }

    @Test
    void F15_togetherTheyAdmitWhatTheLimitAllows() throws Exception {
        try (var redis = RedisServer.start();
                var nodes = replicas(redis, "local")) {
            new Hammer(nodes.addresses(), "other").run(Duration.ofSeconds(1), CLIENTS);

            var result = new Hammer(nodes.addresses(), "hammered").run(Duration.ofSeconds(4), CLIENTS);

            assertThat(result.statuses().keySet()).isEqualTo(Set.of(200, 429));
            asTheLimitAllows(result);
        }
    }

    @Test
    void F15_togetherTheySpendADollarOfADollarHoweverManyAskAtOnce() {
        try (var redis = RedisServer.start();
                var nodes = replicas(redis, "closed");
                var each = Executors.newVirtualThreadPerTaskExecutor()) {
            provider.instead(silence());
            var statuses = IntStream.range(0, 150)
                    .mapToObj(i -> each.submit(() -> spend(nodes.addresses().get(i % 3))))
                    .toList();
            Eventually.within(SOON, () -> {
                assertThat(provider.requests()).hasSizeGreaterThanOrEqualTo(100);
                assertThat(statuses.stream().filter(Future::isDone)).hasSize(50);
            });
            for (int i = 0; i < 100; i++) {
                cent().play(provider.exchange());
            }

            assertThat(statuses.stream().map(SharedLimitsTest::get))
                    .filteredOn(status -> status == 200)
                    .hasSize(100);
            assertThat(provider.requests()).hasSize(100);
            Eventually.within(SOON, () -> assertThat(List.of(nodes.spent("saver", 0), nodes.spent("saver", 2)))
                    .containsOnly("1"));
            assertThat(spend(nodes.addresses().get(1))).isEqualTo(429);
        }
    }

    private static FakeProvider.Script cent() {
        return json(200, """
                {"object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"yes"},\
                "finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":%d}}""".formatted(CENT_OF_TOKENS));
    }

    /** Asks until the limit could be counted: a loaded machine may keep Redis from answering in time. */
    private static int spend(URI node) {
        var message = new JsonObject().put("role", "user").put("content", "Hi");
        var body = new JsonObject()
                .put("model", "main")
                .put("max_tokens", CENT_OF_TOKENS)
                .put("messages", new JsonArray().add(message));
        try (var client = new Client(node, "saver")) {
            int status = client.post("/v1/chat/completions", body).statusCode();
            while (status == 503) {
                status = client.post("/v1/chat/completions", body).statusCode();
            }
            return status;
        }
    }

    private static int get(Future<Integer> status) {
        try {
            return status.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void F16_aFreezeAndALossUnderLoadTurnNobodyAwayWhoHasAKey() throws Exception {
        try (var redis = RedisServer.start();
                var nodes = replicas(redis, "local")) {
            var load = load(nodes);
            redis.freeze();
            Eventually.within(SOON, () -> assertThat(provider.requests()).hasSizeGreaterThan(500));
            redis.thaw();
            redis.kill();
            redis.restart();
            assertThat(load.get().statuses().keySet()).isSubsetOf(200, 429);

            nodes.awaitEachOther(redis);
            exactAgain(nodes);
        }
    }

    @Test
    void F16_aFailoverUnderLoadTurnsNobodyAwayWhoHasAKey() throws Exception {
        try (var servers = RedisSentinelServers.start();
                var nodes = new Replicas(provider.url(), sentinels(servers), "local")) {
            nodes.awaitEachOther(servers.master());
            var load = load(nodes);
            Eventually.within(SOON, () -> assertThat(provider.requests()).hasSizeGreaterThan(200));
            servers.master().kill();
            assertThat(load.get().statuses().keySet()).isSubsetOf(200, 429);

            Eventually.within(SOON, () -> assertThat(servers.replica().ask("INFO", "replication"))
                    .contains("role:master"));
            nodes.awaitEachOther(servers.replica());
            exactAgain(nodes);
        }
    }

    private static String sentinels(RedisSentinelServers servers) {
        return "{ sentinel: { master: " + RedisSentinelServers.NAME + ", nodes: " + servers.addresses() + " } }";
    }

    private static FutureTask<Hammer.Result> load(Replicas nodes) {
        var hammer = new Hammer(nodes.addresses(), "other");
        var load = new FutureTask<>(() -> hammer.run(Duration.ofSeconds(4), CLIENTS));
        Thread.ofVirtual().start(load);
        return load;
    }

    /** Fewer of them: where they take all of the machine, Redis is late again, and each Frond counts for itself. */
    private static void exactAgain(Replicas nodes) throws InterruptedException {
        var result = new Hammer(nodes.addresses(), "hammered").run(Duration.ofSeconds(2), CLIENTS / 10);
        assertThat(result.statuses().keySet()).isSubsetOf(200, 429);
        asTheLimitAllows(result);
    }

    private static void asTheLimitAllows(Hammer.Result result) {
        double allowed = result.allowed(Replicas.PER_MINUTE);
        assertThat((double) result.admitted()).isBetween(allowed * 0.98, allowed * 1.01 + 1);
    }
}
