package io.frond;

import io.frond.account.Line;
import io.frond.config.ConfigFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** All of Frond with a configuration of the test's own, which names the ports. */
public final class RunningConfig implements AutoCloseable {
    private final Vertx vertx = Loops.strict();
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Wiring wiring;

    private RunningConfig(String yaml) {
        var config = new ConfigFile(Plugins.names(), name -> null).parse("test", Path.of("."), yaml);
        wiring = within(Wiring.start(vertx, config, lines::add, Future::succeededFuture));
    }

    /** Takes requests when it returns. Blocks: call from the test's thread. */
    public static RunningConfig of(String yaml) {
        return new RunningConfig(yaml);
    }

    /** Where clients connect, up to and including the port. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + wiring.port());
    }

    /** Where operators connect. */
    public URI admin() {
        return URI.create("http://127.0.0.1:" + wiring.adminPort());
    }

    /** The access log so far; grows. */
    public List<Line> lines() {
        return lines;
    }

    @Override
    public void close() {
        within(wiring.drain().eventually(vertx::close));
    }

    private static <T> T within(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the program did not do as it should", e);
        }
    }
}
