package io.frond;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.cli.Listening;
import io.frond.config.ConfigFile;
import io.frond.config.HostPort;
import io.frond.model.Credential;
import io.frond.testing.Client;
import io.frond.testing.Eventually;
import io.frond.testing.FakeProvider;
import io.frond.testing.FakeProvider.Script;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program under steady load while its file is edited: nobody who asks notices. */
class ReloadTest {
    private static final int LOOPS = 20;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ACME = "acme-key";
    private static final String GLOBEX = "globex-key";
    private static final String BODY =
            "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"yes\"},\"finish_reason\":\"stop\"}]}";
    private static final Script ANSWER =
            exchange -> exchange.send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n" + "content-length: "
                    + BODY.length() + "\r\n\r\n" + BODY);

    @TempDir
    Path folder;

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final List<Thread> load = new ArrayList<>();
    private final CountDownLatch enough = new CountDownLatch(1);
    /** Cold classes under a load that leaves no core free hold an event loop up; no test here is about that. */
    private final Vertx vertx = Vertx.vertx(
            new VertxOptions().setMaxEventLoopExecuteTime(5).setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS));

    private Path file;
    private FakeProvider staying;
    private FakeProvider leaving;
    private FakeProvider coming;
    private FileSource source;
    private Wiring wiring;
    private Client acme;
    private Client globex;
    private Client operator;

    @BeforeEach
    void start() throws Exception {
        staying = FakeProvider.start(vertx, ANSWER);
        leaving = FakeProvider.start(vertx, ANSWER);
        coming = FakeProvider.start(vertx, ANSWER);
        file = folder.resolve("frond.yaml");
        edit(backends(staying, leaving) + tenants(ACME, GLOBEX));
        var anywhere = new Listening(new HostPort("127.0.0.1", 0), new HostPort("127.0.0.1", 0));
        source = new FileSource(new ConfigFile(Plugins.names(), name -> null), file, anywhere);
        wiring = get(Wiring.start(vertx, source.read(), line -> {}, source));
        source.follow(vertx, wiring);
        acme = new Client(URI.create("http://127.0.0.1:" + wiring.port()), ACME);
        globex = acme.as(GLOBEX);
        operator = new Client(URI.create("http://127.0.0.1:" + wiring.adminPort()), "");
        assertThat(globex.ask("main", "may I?").statusCode()).isEqualTo(200);
    }

    @AfterEach
    void stop() throws Exception {
        enough.countDown();
        for (Thread one : load) {
            one.join(SOON.toMillis());
        }
        source.close();
        get(wiring.drain());
        List.of(acme, globex, operator).forEach(Client::close);
        List.of(staying, leaving, coming).forEach(FakeProvider::close);
        get(vertx.close());
    }

    @Test
    void underLoadEndpointsRoutesAndKeysComeAndGoWithoutAFailedRequest() throws Exception {
        beginLoad();
        served(leaving);

        edit(backends(staying, leaving, coming) + tenants(ACME, GLOBEX));
        served(coming);

        edit(backends(staying, coming) + "routes: { talk: { to: main } }\n" + tenants(ACME, GLOBEX));
        Eventually.within(SOON, () -> assertThat(
                        acme.ask("talk", "the new route").headers().firstValue("x-frond-route"))
                .contains("talk"));
        Eventually.within(SOON, () -> assertThat(leaving.connections())
                .as("connections to the endpoint that was removed")
                .isZero());

        edit(backends(staying, coming) + "routes: { talk: { to: main } }\n" + tenants(ACME, "another-key"));
        Eventually.within(SOON, () -> assertThat(globex.ask("main", "revoked").statusCode())
                .isEqualTo(401));
        progress();
        assertThat(failures).isEmpty();
    }

    @Test
    void anInvalidFileChangesNothingAndIsToldWithItsPlace() throws Exception {
        beginLoad();
        var before = wiring.current();

        edit(backends(staying) + "routes: { talk: { to: nowhere } }\n");
        var told = operator.post("/admin/v1/config/reload", new JsonObject());

        assertThat(told.statusCode()).isEqualTo(422);
        assertThat(told.body()).contains("frond.yaml:").contains("nowhere").contains("invalid_config");
        assertThat(wiring.current()).isSameAs(before);
        assertThat(globex.ask("main", "still there").statusCode()).isEqualTo(200);
        served(leaving);

        edit(backends(staying) + "routes: { talk: { to: main } }\n" + tenants(ACME));
        assertThat(operator.post("/admin/v1/config/reload", new JsonObject()).statusCode())
                .isEqualTo(200);
        assertThat(models()).as("at work when the answer is there").contains("talk");
        progress();
        assertThat(failures).isEmpty();
    }

    private void beginLoad() {
        for (int i = 0; i < LOOPS; i++) {
            int loop = i;
            load.add(Thread.ofVirtual().start(() -> ask(loop)));
        }
        progress();
    }

    /** Questions that differ, so that none is answered from the cache. */
    private void ask(int loop) {
        for (int i = 0; enough.getCount() > 0; i++) {
            try {
                var answer = acme.ask("main", "question " + i + " of " + loop);
                if (answer.statusCode() != 200) {
                    failures.add(answer.statusCode() + " " + answer.body());
                }
                answered.incrementAndGet();
            } catch (AssertionError noAnswer) {
                failures.add(noAnswer.toString());
            }
        }
    }

    private void progress() {
        int now = answered.get();
        Eventually.within(SOON, () -> assertThat(answered.get()).isGreaterThan(now + 2 * LOOPS));
    }

    private static void served(FakeProvider provider) {
        int before = provider.requests().size();
        Eventually.within(SOON, () -> assertThat(provider.requests().size()).isGreaterThan(before));
    }

    private List<String> models() {
        return new JsonObject(acme.get("/v1/models").body())
                .getJsonArray("data", new JsonArray()).stream()
                        .map(model -> ((JsonObject) model).getString("id"))
                        .toList();
    }

    /** Moved into place, as careful editors do: nobody reads half a file. */
    private void edit(String text) throws IOException {
        var fresh = Files.writeString(folder.resolve("fresh.yaml"), "server: { drain: 300ms }\n" + text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String backends(FakeProvider... endpoints) {
        var text = new StringBuilder("backends:\n  main:\n    endpoints:\n");
        for (FakeProvider endpoint : endpoints) {
            text.append("      - { url: \"").append(endpoint.url()).append("\" }\n");
        }
        return text.toString();
    }

    private static String tenants(String... keys) {
        var text = new StringBuilder("tenants:\n");
        for (String key : keys) {
            var digest = Credential.of(key).digest();
            text.append("  ")
                    .append(key)
                    .append(": { keys: [ { name: main, hash: \"sha256:")
                    .append(digest)
                    .append("\" } ] }\n");
        }
        return text.toString();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
