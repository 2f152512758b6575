package io.frond.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Frond in a process of its own, started as {@code frond serve FILE} starts it, from the classes under test. For what
 * only a process has: signals, an exit code, a heap, sockets. Killed by {@link #close()} where it still runs.
 */
public final class FrondProcess implements AutoCloseable {
    private static final Pattern GREETING = Pattern.compile("API (http://\\S+)/v1\\s+admin (http://\\S+)");
    private static final Pattern ALARMING =
            Pattern.compile("\"level\":\"error\"|has been blocked for|LEAK|Exception in thread|OutOfMemoryError");
    private static final int START_SECONDS = 60;
    /** Columns of {@code /proc/PID/net/tcp}. */
    private static final int LOCAL = 1;

    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTENS = "0A";

    private final Process process;
    private final Path file;
    private final ConcurrentLinkedQueue<String> alarms = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> early = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<List<URI>> addresses = new CompletableFuture<>();
    private volatile Consumer<String> listener = line -> {};

    private FrondProcess(Process process, Path file) {
        this.process = process;
        this.file = file;
        Thread.ofVirtual().start(this::read);
    }

    /**
     * Takes requests when it returns.
     *
     * @param folder where its configuration is kept
     * @param yaml lets it listen on ports of the system's choice
     */
    public static FrondProcess start(Path folder, String yaml) {
        try {
            var file = Files.writeString(folder.resolve("frond.yaml"), yaml);
            var process = new ProcessBuilder(command(file)).redirectErrorStream(true);
            process.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("OPENAI_") || name.equals("JAVA_TOOL_OPTIONS"));
            var started = new FrondProcess(process.start(), file);
            started.addresses.get(START_SECONDS, TimeUnit.SECONDS);
            return started;
        } catch (IOException | InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("Frond did not start", e);
        }
    }

    /** As the launcher does, but for the classes. */
    private static List<String> command(Path file) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms64m", "-Xmx512m", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Dio.netty.jfr.enabled=false"));
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.frond.Frond", "serve"));
        command.add(file.toString());
        return command;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(this::line);
        } catch (UncheckedIOException | IOException e) {
            alarms.add("its output cannot be read: " + e);
        }
        addresses.completeExceptionally(new IllegalStateException("it ended: " + early));
    }

    private void line(String line) {
        var greeting = GREETING.matcher(line);
        if (greeting.find()) {
            addresses.complete(List.of(URI.create(greeting.group(1)), URI.create(greeting.group(2))));
        } else if (ALARMING.matcher(line).find()) {
            alarms.add(line);
        }
        if (!addresses.isDone()) {
            early.add(line);
        }
        listener.accept(line);
    }

    /** Hears every line that is written from now on. */
    public void listen(Consumer<String> everyLine) {
        listener = everyLine;
    }

    /** Lines of errors, blocked threads and leaks so far. */
    public List<String> alarms() {
        return List.copyOf(alarms);
    }

    /** Where clients connect, up to and including the port. */
    public URI address() {
        return addresses.resultNow().get(0);
    }

    public URI admin() {
        return addresses.resultNow().get(1);
    }

    /** Its configuration, which it follows. */
    public Path file() {
        return file;
    }

    /** SIGTERM. Its output is still read, which {@link Process#destroy()} would end. */
    public void terminate() {
        assertThat(process.toHandle().destroy()).as("the signal").isTrue();
    }

    public int exitCode() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("it did not end in 30 s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** How many connections it holds, open or half closed, of which one end is one of these ports. */
    public long connections(Collection<Integer> ports) {
        try {
            var own = sockets();
            return Stream.concat(
                            Files.readAllLines(proc("net/tcp")).stream(), Files.readAllLines(proc("net/tcp6")).stream())
                    .skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(row -> row.length > INODE && !row[STATE].equals(LISTENS) && own.contains(row[INODE]))
                    .filter(row -> ports.contains(port(row[LOCAL])) || ports.contains(port(row[REMOTE])))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    private static int port(String address) {
        return address.contains(":") ? Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16) : -1;
    }

    /** Inodes of the sockets that it holds. */
    private Set<String> sockets() throws IOException {
        try (var open = Files.list(proc("fd"))) {
            return open.map(FrondProcess::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .collect(Collectors.toSet());
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    /** Bytes of objects that live on its heap, all garbage being collected first. */
    public long heap() {
        try {
            var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            var histogram = new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader lines = histogram.inputReader()) {
                var total =
                        lines.lines().filter(line -> line.startsWith("Total ")).findFirst();
                return Long.parseLong(total.orElseThrow().split("\\s+", -1)[2]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("its heap cannot be looked at", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
