package io.frond.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.RunningConfig;
import io.frond.account.Line;
import io.frond.testing.FakeProvider;
import io.frond.testing.FakeProvider.Exchange;
import io.frond.testing.FakeProvider.Request;
import io.frond.testing.Replies;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Frond before a provider that plays every {@link Scene}, for one client. Thread-safe. */
final class Stage implements OpenAiServer {
    private static final String KEY = "sk-somebody";
    private static final String SERVER = """
            version: 1
            server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
            cache: off
            """;

    /** Who leaves only then has been answered. */
    private static final Duration DULL_PAUSE = Duration.ofMillis(300);

    private final Vertx vertx = Vertx.vertx();
    private final Map<Scene, List<Exchange>> played = new ConcurrentHashMap<>();
    private final Map<Scene, List<CompletableFuture<Instant>>> closings = new ConcurrentHashMap<>();
    private final Map<Scene, CompletableFuture<Void>> asked = new ConcurrentHashMap<>();
    private final boolean dull;
    private final FakeProvider provider;
    private final RunningConfig frond;

    private Stage(boolean dull) {
        this.dull = dull;
        provider = FakeProvider.start(vertx, this::play);
        frond = RunningConfig.of(SERVER + (dull ? everybodyAndEverything() : oneTenant()) + backends());
    }

    static Stage open() {
        return new Stage(false);
    }

    /** Where every scene goes wrong: the same answer to every request, whoever sends it and for whichever model. */
    static Stage dull() {
        return new Stage(true);
    }

    private static String oneTenant() {
        return "tenants: { clients: { keys: [{ name: matrix, hash: \"sha256:" + digest() + "\" }] } }\nbackends:\n";
    }

    private String everybodyAndEverything() {
        return "backends:\n  other: { url: \"" + provider.url() + "/chat\", models: \"*\" }\n";
    }

    private String backends() {
        return Stream.of(Scene.values())
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

    /** Completes on the provider's loop when the first request of the scene has reached it: the moment to leave. */
    CompletableFuture<Void> asked(Scene scene) {
        return asked.computeIfAbsent(scene, none -> new CompletableFuture<>());
    }

    /**
     * Throws what was not as it must be, in the client's eyes or behind them.
     *
     * @param sentence what should have happened
     */
    void judge(String sentence, Scene scene, Outcome outcome) {
        assertThat(outcome.complaint()).as(sentence).isNull();
        var closed = List.copyOf(closings.getOrDefault(scene, List.of()));
        scene.check(new Known(requests(scene), closed, () -> lines(scene), outcome.left()));
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
        if (dull) {
            sameForAll(exchange);
            exchange.later(DULL_PAUSE, () -> asked(scene).complete(null));
        } else {
            scene.script(number).play(exchange);
            asked(scene).complete(null);
        }
    }

    private static void sameForAll(Exchange exchange) {
        boolean stream = exchange.request().body().toJsonObject().getBoolean("stream", false);
        (stream ? Replies.stream(false, "no") : Replies.json(200, Said.answer("no"))).play(exchange);
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
