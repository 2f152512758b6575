package io.frond.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.RunningConfig;
import io.frond.model.Credential;
import io.frond.testing.Eventually;
import io.frond.testing.FakeProvider;
import io.frond.testing.RedisServer;
import io.frond.testing.Replies;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three Fronds with one Redis and the same configuration count as one. */
class SharedLimitsTest {
    private static final int CLIENTS = 50;

    private final Vertx vertx = Vertx.vertx();
    private final RedisServer redis = RedisServer.start();
    private final FakeProvider provider = FakeProvider.start(vertx, Replies.answer());
    private final List<RunningConfig> nodes = new ArrayList<>();

    @BeforeEach
    void start() {
        for (int i = 0; i < 3; i++) {
            nodes.add(
                    RunningConfig.of("""
                    server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
                    redis: { url: "%s" }
                    limits: { store: redis }
                    cache: off
                    backends: { main: { url: "%s" } }
                    tenants:
                      hammered: { keys: [{ name: k, hash: "sha256:%s" }], limits: { rpm: 600 } }
                      other: { keys: [{ name: k, hash: "sha256:%s" }], limits: { rpm: 60000 } }
                    """.formatted(redis.url(), provider.url(), digest("hammered"), digest("other"))));
        }
        Eventually.within(Duration.ofSeconds(10), () -> assertThat(redis.ask("ZCARD", "frond:nodes"))
                .isEqualTo(":3"));
    }

    private static String digest(String key) {
        return Credential.of(key).digest();
    }

    @AfterEach
    void stop() {
        nodes.forEach(RunningConfig::close);
        provider.close();
        redis.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void F15_togetherTheyAdmitWhatTheLimitAllows() throws Exception {
        new Hammer(addresses(), "other").run(Duration.ofSeconds(1), CLIENTS);

        var result = new Hammer(addresses(), "hammered").run(Duration.ofSeconds(8), CLIENTS);

        double allowed = result.allowed(600);
        assertThat(result.statuses().keySet()).isEqualTo(Set.of(200, 429));
        assertThat((double) result.admitted()).isBetween(allowed * 0.98, allowed * 1.01 + 1);
    }

    @Test
    void F16_aFreezeAndALossUnderLoadTurnNobodyAwayWhoHasAKey() throws Exception {
        var hammer = new Hammer(addresses(), "other");
        var load = new FutureTask<>(() -> hammer.run(Duration.ofSeconds(6), CLIENTS));
        Thread.ofVirtual().start(load);
        redis.freeze();
        Eventually.within(
                Duration.ofSeconds(5), () -> assertThat(provider.requests()).hasSizeGreaterThan(500));
        redis.thaw();
        redis.kill();
        redis.restart();
        assertThat(load.get().statuses().keySet()).isSubsetOf(200, 429);

        Eventually.within(Duration.ofSeconds(5), () -> assertThat(redis.ask("ZCARD", "frond:nodes"))
                .isEqualTo(":3"));
        var result = new Hammer(addresses(), "hammered").run(Duration.ofSeconds(4), CLIENTS);
        double allowed = result.allowed(600);
        assertThat(result.statuses().keySet()).isSubsetOf(200, 429);
        assertThat((double) result.admitted()).isBetween(allowed * 0.98, allowed * 1.01 + 1);
    }

    private List<URI> addresses() {
        return nodes.stream().map(RunningConfig::address).toList();
    }
}
