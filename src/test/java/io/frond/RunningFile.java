package io.frond;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.admin.Audit;
import io.frond.cli.Listening;
import io.frond.config.ConfigFile;
import io.frond.config.HostPort;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** All of Frond with a configuration file, as operators see it. */
final class RunningFile implements AutoCloseable {
    private static final HostPort ANY = new HostPort("127.0.0.1", 0);

    final List<Audit.Line> deeds = new CopyOnWriteArrayList<>();
    final Path file;
    private final Vertx vertx = Loops.strict();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final FileSource source;
    private final Wiring wiring;

    private RunningFile(FileSource source, Path file) {
        this.source = source;
        this.file = file;
        var records = new Records(line -> {}, deeds::add, () -> List.of("{\"message\":\"a line of the log\"}"));
        wiring = within(Wiring.start(vertx, source.read(), records, source));
        source.follow(vertx, wiring);
    }

    static RunningFile of(Path file, String yaml) {
        return of(file, yaml, Map.of(), new Listening(ANY, ANY));
    }

    static RunningFile of(Path file, String yaml, Map<String, String> environment, Listening listening) {
        write(file, yaml);
        return new RunningFile(
                new FileSource(new ConfigFile(Plugins.names(), environment::get), file, listening), file);
    }

    /** With a file that is Frond's own. */
    static RunningFile shipped(Path file, String yaml) {
        write(file, yaml);
        var reader = new ConfigFile(Plugins.names(), name -> null);
        return new RunningFile(FileSource.shipped(reader, file, new Listening(ANY, ANY)), file);
    }

    static void write(Path file, String yaml) {
        try {
            var unused = Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Wiring wiring() {
        return wiring;
    }

    String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the configuration at work. */
    String etag() {
        return ask("GET", "/admin/v1/config", "").headers().firstValue("etag").orElseThrow();
    }

    HttpResponse<String> ask(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + wiring.adminPort() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> put(String yaml, String etag) {
        return ask("PUT", "/admin/v1/config", yaml, "if-match", etag);
    }

    void backends(String... names) {
        assertThat(wiring.current().config().backends().keySet()).containsExactly(names);
    }

    @Override
    public void close() {
        source.close();
        within(wiring.drain().eventually(vertx::close));
        http.close();
    }

    static <T> T within(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the program did not do as it should", e);
        }
    }
}
