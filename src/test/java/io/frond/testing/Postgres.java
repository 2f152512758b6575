package io.frond.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL with pgvector, on a free port, its data in a folder that goes with it. User, password and database
 * are called {@code frond}.
 *
 * <p>One takes about two seconds to start: tests that do no harm to the server take the {@link #shared} one and keep to
 * a {@link #fresh} schema.
 */
public final class Postgres implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static @Nullable Postgres shared;

    private final int port;
    private final Path folder;
    private final Path output;
    private Process process;

    private Postgres(int port, Path folder) throws IOException {
        this.port = port;
        this.folder = folder;
        this.output = folder.resolve("output");
        this.process = run();
    }

    private Process run() throws IOException {
        return new ProcessBuilder(
                        List.of("scripts/postgres", folder.resolve("server").toString(), Integer.toString(port)))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** Started and answering. Fails the test, with what to install, where there is none. */
    public static Postgres start() {
        try {
            var server = new Postgres(RedisServer.freePort(), folder());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            server.awaitAnswer();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** That somebody else can enter: PostgreSQL does not run as root. */
    private static Path folder() throws IOException {
        var folder = Files.createTempDirectory("frond-postgres");
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The one of all tests in this JVM, with which it ends. */
    public static synchronized Postgres shared() {
        if (shared == null || !shared.process.isAlive()) {
            shared = start();
        }
        return shared;
    }

    /** A name for a schema that nobody else has taken. */
    public static String fresh() {
        return "s" + SCHEMAS.incrementAndGet();
    }

    public int port() {
        return port;
    }

    /** As a configuration names it, with user and password. */
    public String url() {
        return "postgresql://frond:frond@127.0.0.1:" + port + "/frond";
    }

    /** Stops it in its tracks: connections stay, no new one is answered. Sessions that are open go on working. */
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    /** Ends it as a crash would; all sessions end with it. */
    public void kill() {
        signal("QUIT");
        if (!ended(10_000)) {
            process.destroyForcibly();
        }
    }

    /** Starts it again after {@link #kill()}, on the same port, with what it had. */
    public void restart() {
        try {
            process = run();
            awaitAnswer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
        delete(folder);
    }

    private static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path one, @Nullable IOException failure) throws IOException {
                    Files.deleteIfExists(one);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String name) {
        try {
            var kill = new ProcessBuilder(List.of("kill", "-" + name, Long.toString(process.pid()))).start();
            if (kill.waitFor() != 0) {
                throw new AssertionError("could not send SIG" + name + " to PostgreSQL");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAnswer() throws IOException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!answers()) {
            if (ended(20) || System.nanoTime() > until) {
                throw new AssertionError(
                        "These tests need a real PostgreSQL with pgvector, which scripts/postgres gets:\n"
                                + Files.readString(output));
            }
        }
    }

    private boolean ended(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The question whether it speaks TLS, which it answers as soon as it takes connections. */
    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write(new byte[] {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f});
            return socket.getInputStream().read() == 'N'
                    && Files.readString(output, StandardCharsets.UTF_8).contains("ready to accept connections");
        } catch (IOException e) {
            return false;
        }
    }
}
