package io.frond;

import io.frond.account.AccessLog;
import io.frond.account.Line;
import io.frond.cli.Listening;
import io.frond.config.ConfigFile;
import io.frond.config.HostPort;
import io.frond.demo.Demo;
import io.frond.model.Clock;
import io.frond.testing.Client;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The demo as {@code frond demo} starts it, on ports of the system's choice and a copy of its files. */
public final class RunningDemo implements AutoCloseable {
    private static final Listening ANYWHERE = new Listening(new HostPort("127.0.0.1", 0), new HostPort("127.0.0.1", 0));

    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
    private final Vertx vertx = Loops.strict();
    private final Path folder;
    private final Demo demo;
    private final FileSource source;
    private final Wiring wiring;

    private RunningDemo(Path folder) {
        this.folder = folder;
        demo = within(Demo.start(vertx, Clock.system()));
        var reader = new ConfigFile(Plugins.names(), this::variable);
        source = new FileSource(reader, folder.resolve("frond.yaml"), ANYWHERE);
        AccessLog log = lines::add;
        wiring = within(Wiring.start(vertx, source.read(), log, source));
        source.follow(vertx, wiring);
        within(wiring.settled());
    }

    /** Up, and done with learning and embedding. */
    public static RunningDemo in(Path empty) {
        copy(Path.of("conf/demo"), empty);
        return new RunningDemo(empty);
    }

    private @Nullable String variable(String name) {
        return demo.environment().get(name);
    }

    /** Where the copied configuration and policies lie. */
    Path folder() {
        return folder;
    }

    /** Where clients connect, up to and including the port. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + wiring.port());
    }

    Client client(String key) {
        return new Client(address(), key);
    }

    /** Where operators connect, up to and including the port. */
    URI operators() {
        return URI.create("http://127.0.0.1:" + wiring.adminPort());
    }

    Client operator() {
        return new Client(operators(), "");
    }

    /** Where an endpoint of the fine-tuned model is broken and mended, from 1. */
    URI simulate(int ordinal) {
        return URI.create(demo.environment().get("DEMO_HOUSE_STYLE_" + ordinal)).resolve("/simulate");
    }

    /** A simulated endpoint of the fine-tuned model, from 1. */
    Client houseStyle(int ordinal) {
        var url = demo.environment().get("DEMO_HOUSE_STYLE_" + ordinal);
        return new Client(URI.create(url), "");
    }

    /** What operators read of an endpoint's breaker. */
    String breaker(String endpoint) {
        try (var operator = operator()) {
            return new JsonObject(operator.get("/admin/v1/endpoints").body())
                    .getJsonArray("endpoints").stream()
                            .map(JsonObject.class::cast)
                            .filter(told -> told.getString("name").equals(endpoint))
                            .findFirst()
                            .orElseThrow()
                            .getString("breaker");
        }
    }

    /** The access log so far. */
    Queue<Line> lines() {
        return lines;
    }

    @Override
    public void close() {
        source.close();
        within(wiring.drain().eventually(demo::close).eventually(vertx::close));
    }

    private static <T> T within(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the demo did not do as it should", e);
        }
    }

    private static void copy(Path from, Path to) {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.writeString(target, pointed(Files.readString(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The manual stays where it is: the copy names it by its full path. */
    private static String pointed(String text) {
        return text.replace(
                "../../src/main/docs", Path.of("src/main/docs").toAbsolutePath().toString());
    }
}
