package io.frond.sdk;

import io.frond.RunningConfig;
import io.frond.account.Line;
import io.frond.testing.FakeProvider;
import io.frond.testing.FakeProvider.Exchange;
import io.frond.testing.FakeProvider.Request;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Frond before a provider that plays every {@link Scene}, for one client. Thread-safe. */
final class Stage implements OpenAiServer {
    private static final String KEY = "sk-somebody";

    private final Vertx vertx = Vertx.vertx();
    private final Map<Scene, List<Exchange>> played = new ConcurrentHashMap<>();
    private final Map<Scene, List<CompletableFuture<Instant>>> closings = new ConcurrentHashMap<>();
    private volatile Consumer<Scene> curtain = scene -> {};
    private final FakeProvider provider = FakeProvider.start(vertx, this::play);
    private final RunningConfig frond = RunningConfig.of(yaml());

    private String yaml() {
        return """
                version: 1
                server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
                cache: off
                tenants:
                  clients: { keys: [{ name: matrix, hash: "sha256:%s" }] }
                backends:
                """.formatted(digest()) + Stream.of(Scene.values())
                        .map(scene -> scene.backend(provider.url() + "/" + scene.key()))
                        .collect(Collectors.joining());
    }

    private static String digest() {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(KEY.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Hears of each request that reaches the provider, on the provider's loop: the moment to leave. */
    void whenAsked(Consumer<Scene> listener) {
        curtain = listener;
    }

    /** @param left when the client left, if it did */
    Known known(Scene scene, @Nullable Instant left) {
        return new Known(requests(scene), List.copyOf(closings.getOrDefault(scene, List.of())), () -> lines(scene), left);
    }

    private List<Request> requests(Scene scene) {
        return played.getOrDefault(scene, List.of()).stream()
                .map(Exchange::request)
                .toList();
    }

    private long lines(Scene scene) {
        return frond.lines().stream()
                .map(Line::model)
                .filter(scene.key()::equals)
                .count();
    }

    private void play(Exchange exchange) {
        var path = exchange.request().line().split("/", -1);
        var scene = Scene.of(path[2]);
        var before = played.computeIfAbsent(scene, none -> new ArrayList<>());
        var closed = new CompletableFuture<Instant>();
        exchange.closed().onComplete(gone -> closed.complete(Instant.now()));
        closings.computeIfAbsent(scene, none -> new ArrayList<>()).add(closed);
        int number = before.size();
        before.add(exchange);
        scene.script(number).play(exchange);
        curtain.accept(scene);
    }

    @Override
    public String url() {
        return frond.address() + "/v1";
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String model() {
        return Scene.CHAT.key();
    }

    @Override
    public void close() {
        frond.close();
        provider.close();
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
