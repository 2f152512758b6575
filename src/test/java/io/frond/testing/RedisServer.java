package io.frond.testing;

import io.frond.config.HostPort;
import io.frond.config.RedisConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real redis-server of the test's own: a free port, nothing on disk, gone when the test is. */
public final class RedisServer implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final int port;
    private final List<String> arguments;
    private Process process;

    private RedisServer(int port, List<String> arguments) {
        this.port = port;
        this.arguments = arguments;
    }

    /**
     * Started and answering. Fails the test, with what to install, where there is no redis-server.
     *
     * @param more arguments of redis-server
     */
    public static RedisServer start(String... more) {
        return started(freePort(), List.of(more));
    }

    /** One that is reached by TLS only, with this certificate, and asks callers for one of the same. */
    public static RedisServer secured(Path certificate, Path key, String... more) {
        int port = freePort();
        var arguments = new ArrayList<>(List.of("--tls-port", Integer.toString(port), "--port", "0"));
        arguments.addAll(List.of("--tls-cert-file", certificate.toString(), "--tls-key-file", key.toString()));
        arguments.addAll(List.of("--tls-ca-cert-file", certificate.toString()));
        arguments.addAll(List.of(more));
        return started(port, arguments);
    }

    static RedisServer started(int port, List<String> arguments) {
        var server = new RedisServer(port, List.copyOf(arguments));
        server.restart();
        return server;
    }

    public int port() {
        return port;
    }

    /** Where it speaks with the others of a cluster. */
    int busPort() {
        return Integer.parseInt(arguments.get(arguments.indexOf("--cluster-port") + 1));
    }

    /** What leads a Frond to it. */
    public RedisConfig config() {
        return at(port);
    }

    /** What leads a Frond to a server of this machine. */
    public static RedisConfig at(int port) {
        var nobody = new RedisConfig.Login(null, null);
        return new RedisConfig(new RedisConfig.Standalone(new HostPort("127.0.0.1", port)), nobody, 0, null);
    }

    /** The first line of the answer; of a text, the text. Without blanks in the words. */
    public String ask(String... words) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_SECONDS * 1000);
            socket.getOutputStream().write((String.join(" ", words) + "\r\n").getBytes(StandardCharsets.UTF_8));
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var first = reader.readLine();
            if (first == null || !first.startsWith("$")) {
                return String.valueOf(first);
            }
            var text = new char[Integer.parseInt(first.substring(1))];
            int read = 0;
            while (read < text.length) {
                read += reader.read(text, read, text.length - read);
            }
            return new String(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Starts it again on the same port, empty. */
    public void restart() {
        try {
            process = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new AssertionError(
                    "These tests need a real redis-server on the PATH: apt-get install redis-server,"
                            + " or brew install redis.",
                    e);
        }
        awaitAnswer();
    }

    private List<String> command() {
        var command = new ArrayList<>(List.of("redis-server"));
        if (arguments.contains("--sentinel")) {
            command.addAll(arguments);
            return command;
        }
        command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", ""));
        command.addAll(List.of("--appendonly", "no", "--daemonize", "no"));
        command.addAll(arguments);
        return command;
    }

    /** Ends it as a crash would. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops it in its tracks: connections stay, nothing answers. */
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    @Override
    public void close() {
        kill();
    }

    private void signal(String name) {
        try {
            var kill = new ProcessBuilder(List.of("kill", "-" + name, Long.toString(process.pid()))).start();
            if (kill.waitFor() != 0) {
                throw new AssertionError("could not send SIG" + name + " to redis-server");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAnswer() {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > until) {
                throw new AssertionError("redis-server did not start on port " + port);
            }
            Thread.onSpinWait();
        }
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            if (arguments.contains("--tls-port")) {
                return true;
            }
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == '+';
        } catch (IOException e) {
            return false;
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
