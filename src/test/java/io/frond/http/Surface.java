package io.frond.http;

import io.frond.account.Ledger;
import io.frond.cache.Found;
import io.frond.config.AdminAccess;
import io.frond.config.HostPort;
import io.frond.config.Secret;
import io.frond.config.ServerConfig;
import io.frond.config.TlsConfig;
import io.frond.gateway.Affinity;
import io.frond.gateway.Gateway;
import io.frond.gateway.Steps;
import io.frond.gateway.Ways;
import io.frond.model.Ask;
import io.frond.model.Call;
import io.frond.model.Clock;
import io.frond.model.Credential;
import io.frond.model.Ending;
import io.frond.model.Head;
import io.frond.model.Journal;
import io.frond.model.Lease;
import io.frond.model.Money;
import io.frond.model.Outcome;
import io.frond.model.Provenance;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.model.Route;
import io.frond.model.Served;
import io.frond.model.Tenant;
import io.frond.model.Usage;
import io.frond.model.Verdict;
import io.frond.model.Workers;
import io.frond.retrieve.Retriever;
import io.frond.route.Decisions;
import io.frond.testing.Certificates;
import io.frond.upstream.Upstream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The whole surface on a port of its own, before a real gateway whose steps are as short as they can be. */
final class Surface implements AutoCloseable {
    static final String KEY = "sk-test-1";
    static final String HELLO = "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    static final Served SERVED = new Served("main#1", 1, Duration.ofMillis(3));

    private static boolean loaded;

    final ConcurrentLinkedQueue<Ask> asked = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Refused> refused = new ConcurrentLinkedQueue<>();
    final AtomicInteger gateways = new AtomicInteger();
    volatile boolean ready = true;
    volatile Upstream upstream = call -> Future.succeededFuture(whole("{\"id\":\"1\"}"));
    volatile Retriever retriever = (tenant, ask, route) -> Future.succeededFuture(Call.straight(ask, route));
    volatile Map<String, String> limits = Map.of();
    volatile String cacheStatus = "frond; fwd=miss";

    private final HttpListener listener;

    Surface(Vertx vertx) {
        this(vertx, config(1 << 20));
    }

    Surface(Vertx vertx, ServerConfig config) {
        this(vertx, config, Clock.system());
    }

    Surface(Vertx vertx, ServerConfig config, Clock clock) {
        loadClasses();
        var gateway = new Gateway(steps(), clock);
        Workers workers = new Workers() {
            @Override
            public <T> Future<T> run(Callable<T> work) {
                return vertx.executeBlocking(work, false);
            }
        };
        var parts = new Api.Parts(
                config,
                () -> {
                    gateways.incrementAndGet();
                    return gateway;
                },
                workers,
                clock,
                family -> false,
                Resources.NONE,
                () -> ready,
                new SplittableRandom(7));
        listener = await(Api.listen(vertx, parts));
    }

    int port() {
        return listener.port();
    }

    HttpListener listener() {
        return listener;
    }

    Raw client() {
        return new Raw(port());
    }

    static ServerConfig config(long bodyLimit) {
        return config(
                bodyLimit,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10));
    }

    static ServerConfig config(long bodyLimit, Duration header, Duration body, Duration idle, Duration drain) {
        var any = new HostPort("127.0.0.1", 0);
        return new ServerConfig(
                any,
                any,
                AdminAccess.LOOPBACK,
                bodyLimit,
                header,
                body,
                idle,
                drain,
                false,
                null,
                false,
                null,
                List.of());
    }

    /** HTTPS with the test's certificate of this name, or cleartext HTTP/2 where that is null. */
    static ServerConfig http2(String certificate, Duration header, Duration idle) {
        var any = new HostPort("127.0.0.1", 0);
        return new ServerConfig(
                any,
                any,
                AdminAccess.LOOPBACK,
                1 << 20,
                header,
                Duration.ofSeconds(30),
                idle,
                Duration.ofSeconds(10),
                false,
                certificate == null ? null : tls(certificate),
                certificate == null,
                null,
                List.of());
    }

    static TlsConfig tls(String certificate) {
        var pair = Certificates.named(certificate);
        return new TlsConfig(pair.certificate(), new Secret(pair.key()));
    }

    static ServerConfig browsers(String... origins) {
        var any = new HostPort("127.0.0.1", 0);
        var time = Duration.ofSeconds(10);
        return new ServerConfig(
                any,
                any,
                AdminAccess.LOOPBACK,
                1 << 20,
                time,
                time,
                time,
                time,
                false,
                null,
                false,
                null,
                List.of(origins));
    }

    static Reply whole(String body) {
        return new Reply.Whole(
                new Head(200, Map.of("content-type", "application/json")),
                Buffer.buffer(body),
                Ending.succeeded(Usage.UNKNOWN, "stop"),
                SERVED);
    }

    static Reply streamed(Tap tap) {
        return new Reply.Streamed(new Head(200, Map.of("content-type", "text/event-stream")), tap, tap.ended(), SERVED);
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        await(listener.close());
    }

    /** The first request of a process loads classes on its event loop; no test is about that. */
    private static synchronized void loadClasses() {
        if (loaded) {
            return;
        }
        loaded = true;
        var vertx = Vertx.vertx(
                new VertxOptions().setMaxEventLoopExecuteTime(1).setMaxEventLoopExecuteTimeUnit(TimeUnit.MINUTES));
        try (var surface = new Surface(vertx);
                var client = surface.client();
                var stranger = surface.client()) {
            client.chat(HELLO).answer();
            client.get("/v1/models").answer();
            surface.upstream = call -> {
                var tap = new Tap();
                tap.pour("data: 1\n\n");
                tap.breakOff();
                return Future.succeededFuture(streamed(tap));
            };
            client.chat(HELLO).rest();
            surface.upstream = call -> Future.failedFuture(new IllegalStateException("loads what logs a bug"));
            stranger.chat(HELLO).answer();
            stranger.send("?\r\n\r\n").answer();
        }
        await(vertx.close());
    }

    private Steps steps() {
        return new Steps(
                Surface::identify,
                (tenant, ask) -> {
                    asked.add(ask);
                    return Future.succeededFuture(new Free(limits));
                },
                new Affinity(Clock.system()),
                new Ways(
                        (tenant, ask) ->
                                Future.succeededFuture(new Found.Miss(ask.caller(), new Forgotten(), cacheStatus)),
                        (tenant, ask) -> Future.succeededFuture(Verdict.certain("contracts", "rules", "test")),
                        (tenant, verdict) -> new Route.Direct("contracts", "main", List.of("test")),
                        (tenant, ask, route) -> retriever.ground(tenant, ask, route),
                        Map.of("main", call -> upstream.call(call))),
                Map.of(),
                new Book(),
                new Decisions());
    }

    private static Future<Tenant> identify(Credential credential) {
        return credential.equals(Credential.of(KEY))
                ? Future.succeededFuture(
                        new Tenant("acme", "main", List.of("contracts", "policy"), List.of("main", "org/llama"), true))
                : Future.failedFuture(Refused.of(Reason.CALLER_AUTH, "The key is missing or unknown."));
    }

    private record Free(Map<String, String> headers) implements Lease {
        @Override
        public void close(Outcome outcome, Usage usage, Money cost) {}
    }

    private static final class Forgotten implements Found.Fill {
        @Override
        public Reply with(Reply reply, Provenance provenance) {
            return reply;
        }

        @Override
        public void abandon() {}
    }

    private final class Book implements Ledger {
        @Override
        public Reply account(Journal journal, Reply reply) {
            return reply;
        }

        @Override
        public void refused(Journal journal, Refused why) {
            refused.add(why);
        }
    }
}
