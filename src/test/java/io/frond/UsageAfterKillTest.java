package io.frond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.testing.Client;
import io.frond.testing.Eventually;
import io.frond.testing.FakeProvider;
import io.frond.testing.FrondProcess;
import io.frond.testing.RedisServer;
import io.frond.testing.Replies;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Usage in processes of their own: killed without warning, and two that share a Redis. */
class UsageAfterKillTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final FakeProvider provider = FakeProvider.start(vertx, Replies.answer());

    @AfterEach
    void stop() throws Exception {
        provider.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private FrondProcess started(String name, String usage) throws Exception {
        var own = Files.createDirectories(folder.resolve(name));
        var yaml = """
            server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0" }
            cache: off
            backends:
              main: { url: "%s", price: { input: 1, output: 1 } }
            %s
            """.formatted(provider.url(), usage);
        return FrondProcess.start(own, yaml);
    }

    private static String shared(RedisServer redis) {
        return "redis: { url: \"" + redis.url() + "\" }\nusage: { store: redis }";
    }

    private static void ask(FrondProcess frond, int times) {
        try (var client = new Client(frond.address(), "any")) {
            for (int i = 0; i < times; i++) {
                assertThat(client.ask("main", "question " + i).statusCode()).isEqualTo(200);
            }
        }
    }

    private static JsonObject total(FrondProcess frond) {
        try (var operator = new Client(frond.admin(), "")) {
            return new JsonObject(operator.get("/admin/v1/usage").body()).getJsonObject("total");
        }
    }

    @Test
    void aProcessThatIsKilledLosesAtMostTheLastSecond() throws Exception {
        try (var frond = started("one", "usage: { folder: ./usage }")) {
            ask(frond, 20);
            Eventually.within(SOON, () -> assertThat(folder.resolve("one/usage/usage.journal"))
                    .isNotEmptyFile());
            assertThat(total(frond).getLong("requests"))
                    .as("what a report told is safe")
                    .isEqualTo(20);
        }
        try (var again = started("one", "usage: { folder: ./usage }")) {
            assertThat(total(again).getLong("requests")).isEqualTo(20);
            assertThat(total(again).getString("cost_usd")).isEqualTo("0.0001");
            ask(again, 5);
            assertThat(total(again).getString("cost_usd")).isEqualTo("0.000125");
        }
    }

    @Test
    void aSecondOneOfTheSameFolderDoesNotStartAndSaysWhy() throws Exception {
        try (var first = started("one", "usage: { folder: ./usage }")) {
            assertThat(total(first).getLong("requests")).isZero();
            assertThatThrownBy(() -> started("one", "usage: { folder: ./usage }"))
                    .hasStackTraceContaining("usage.folder: another Frond writes to");
        }
    }

    @Test
    void nodesThatShareARedisTellTheSameSum() throws Exception {
        try (var redis = RedisServer.start();
                var one = started("one", shared(redis));
                var two = started("two", shared(redis))) {
            ask(one, 7);
            ask(two, 4);
            Eventually.within(SOON, () -> {
                assertThat(total(one).getLong("requests")).isEqualTo(11);
                assertThat(total(two).getLong("requests")).isEqualTo(11);
            });
            assertThat(total(two).getString("cost_usd")).isEqualTo("0.000055");
        }
    }
}
