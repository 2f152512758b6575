package io.frond.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A target that runs, or the mock itself, which nothing has to be started for. */
final class Running implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SOON_MILLIS = 5;
    private static final int ANSWER_MILLIS = 2_000;

    final Target target;
    final int port;
    private final Process process;

    private Running(Target target, int port, Process process) {
        this.target = target;
        this.port = port;
        this.process = process;
    }

    /** Its output goes to {@code NAME.log}, begun anew. */
    static Running start(Site site, Target target, int port) throws IOException {
        site.writeConfig(target, port);
        var log = site.work().resolve(target.name() + ".log");
        Files.deleteIfExists(log);
        var builder = new ProcessBuilder(Site.on(site.proxyCpus(), site.fill(target.command(), port)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment().put("UPSTREAM", "http://127.0.0.1:" + site.port());
        return new Running(target, port, builder.start());
    }

    static Running mock(Site site, Process process) {
        var nothing = new Target(Target.DIRECT, "no proxy", "", "", List.of(), List.of(), List.of(), "", false);
        return new Running(nothing, site.port(), process);
    }

    String name() {
        return target.name();
    }

    boolean isDirect() {
        return name().equals(Target.DIRECT);
    }

    List<Long> pids() {
        return Proc.tree(process.toHandle());
    }

    /** Milliseconds from now to the first good answer; empty where there is none within a minute. */
    Optional<Double> awaitAnswer(Site site) throws InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < PATIENCE.toNanos()) {
            if (answers(site)) {
                return Optional.of((System.nanoTime() - begun) / 1e6);
            }
            if (process.waitFor(SOON_MILLIS, TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean answers(Site site) {
        var body = Body.plain(300, 0).json();
        var head = new StringBuilder("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n")
                .append("Content-Type: application/json\r\nContent-Length: ")
                .append(body.length())
                .append("\r\n");
        site.fill(target.headers(), port).forEach(header -> head.append(header).append("\r\n"));
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write((head + "\r\n" + body).getBytes(StandardCharsets.US_ASCII));
            var status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return status.endsWith(" 200");
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** What it has logged is in nobody's way any more. */
    void forgetLog(Site site) {
        try (var log = Files.newByteChannel(site.work().resolve(name() + ".log"), StandardOpenOption.WRITE)) {
            log.truncate(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
