package io.frond.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A real OpenSearch with its k-NN plug-in, on a free port, gone with this JVM. It takes ten seconds and more to start,
 * so there is one for all tests, each of which keeps to {@link #fresh} names.
 *
 * <p>Where {@code FROND_OPENSEARCH_PORT} says so, one that runs already is taken.
 */
public final class OpenSearch {
    private static final int PATIENCE_SECONDS = 120;
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static @Nullable OpenSearch shared;

    private final int port;

    private OpenSearch(int port) {
        this.port = port;
    }

    /** Started and answering. Fails the test, with what it says itself, where there is none. */
    public static synchronized OpenSearch shared() {
        if (shared == null) {
            var given = System.getenv("FROND_OPENSEARCH_PORT");
            shared = given == null ? start() : new OpenSearch(Integer.parseInt(given));
            if (given != null) {
                shared.await(null, Path.of("target/opensearch.log"));
            }
        }
        return shared;
    }

    /** What names of a test's own begin with. */
    public static String fresh() {
        return "t" + ProcessHandle.current().pid() + "-" + NAMES.incrementAndGet();
    }

    public int port() {
        return port;
    }

    private static OpenSearch start() {
        try {
            var folder = Files.createTempDirectory("frond-opensearch");
            var server = new OpenSearch(RedisServer.freePort());
            var output = folder.resolve("output");
            var process = new ProcessBuilder(List.of(
                            "scripts/opensearch", folder.resolve("server").toString(), Integer.toString(server.port)))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            server.await(process, output);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(@Nullable Process process, Path output) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!answers()) {
            if (ended(process) || System.nanoTime() > until) {
                throw new AssertionError(
                        "These tests need a real OpenSearch, which scripts/opensearch gets:\n" + read(output));
            }
        }
    }

    private static boolean ended(@Nullable Process process) {
        try {
            if (process != null) {
                return process.waitFor(100, TimeUnit.MILLISECONDS);
            }
            var nobody = new CountDownLatch(1);
            return nobody.await(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return "(it says nothing)";
        }
    }

    private boolean answers() {
        try {
            var url =
                    URI.create("http://127.0.0.1:" + port + "/_cluster/health").toURL();
            var connection = (HttpURLConnection) url.openConnection();
            connection.setConnectTimeout(500);
            connection.setReadTimeout(2_000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
