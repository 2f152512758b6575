package io.frond;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.frond.account.Line;
import io.frond.config.Config;
import io.frond.config.ConfigFile;
import io.frond.testing.Client;
import io.frond.testing.Eventually;
import io.frond.testing.FakeProvider;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All of Frond on ports of the system's choice, before two endpoints that send what they are told. */
public final class RunningProgram implements AutoCloseable {
    private final Vertx vertx = Loops.strict();
    private final LinkedBlockingQueue<Line> lines = new LinkedBlockingQueue<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Wiring wiring;
    private String more;
    public final FakeProvider one = FakeProvider.start(vertx);
    public final FakeProvider two = FakeProvider.start(vertx);

    RunningProgram() {
        this("off");
    }

    /** @param cache the block of this name, in one line */
    RunningProgram(String cache) {
        this(cache, "");
    }

    /** @param more keys of the backend {@code main}, as YAML flow: {@code , models: [m]} */
    RunningProgram(String cache, String more) {
        this.more = more;
        wiring = started(yaml(cache), Path.of("."));
    }

    /**
     * @param yaml knows the endpoints as {@code ${ONE}} and {@code ${TWO}}, the hashes of the keys {@code many} and
     *     {@code alone} as {@code ${MANY}} and {@code ${ALONE}}
     * @param folder where its relative paths begin
     */
    public RunningProgram(String yaml, Path folder) {
        more = "";
        wiring = started(yaml, folder);
    }

    private Wiring started(String yaml, Path folder) {
        var opened = within(Wiring.start(vertx, config(yaml, folder), lines::add, Future::succeededFuture));
        within(opened.settled());
        return opened;
    }

    private Config config(String yaml, Path folder) {
        return new ConfigFile(Plugins.names(), this::variable).parse("test", folder, yaml);
    }

    /** Goes on with another cache. */
    void reload(String cache) {
        within(wiring.reload(config(yaml(cache), Path.of("."))));
    }

    /** Goes on with another file. */
    void reload(String yaml, Path folder) {
        within(wiring.reload(config(yaml, folder)));
    }

    Snapshot current() {
        return wiring.current();
    }

    /** Goes on with other keys of the backend. */
    void reloadBackend(String keys) {
        more = keys;
        reload("off");
    }

    private String yaml(String cache) {
        return """
                version: 1
                server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
                cache: %s
                backends:
                  main: { model: tuned/v2, endpoints: [{ url: "${ONE}" }, { url: "${TWO}" }]%s }
                tenants:
                  many: { keys: [{ name: k, hash: "${MANY}" }] }
                  pair: { keys: [{ name: k, hash: "${PAIR}" }], limits: { concurrent: 2 } }
                  alone: { keys: [{ name: k, hash: "${ALONE}" }], limits: { concurrent: 1 } }
                """.formatted(cache, more);
    }

    private @Nullable String variable(String name) {
        return switch (name) {
            case "ONE" -> one.url().toString();
            case "TWO" -> two.url().toString();
            case "MANY" -> "sha256:" + digest("many");
            case "PAIR" -> "sha256:" + digest("pair");
            case "ALONE" -> "sha256:" + digest("alone");
            default -> null;
        };
    }

    /** Where clients connect. */
    public int port() {
        return wiring.port();
    }

    /** Calls that run now, over all endpoints. */
    public int inflight() {
        return told().mapToInt(endpoint -> endpoint.getInteger("inflight")).sum();
    }

    /** Failures in a row. */
    public int failures(String endpoint) {
        return told().filter(one -> one.getString("name").equals(endpoint))
                .findFirst()
                .orElseThrow()
                .getInteger("failures_in_a_row");
    }

    /** Of the operators' port; closed by whoever asked for it. */
    Client operator() {
        return new Client(URI.create("http://127.0.0.1:" + wiring.adminPort()), "");
    }

    private Stream<JsonObject> told() {
        try (var operator = operator()) {
            return new JsonObject(operator.get("/admin/v1/endpoints").body())
                    .getJsonArray("endpoints").stream().map(JsonObject.class::cast);
        }
    }

    private static String digest(String key) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    public void both(FakeProvider.Script... scripts) {
        one.instead(scripts);
        two.instead(scripts);
    }

    /** Whoever of the two is asked first plays the first script, then the other the second. */
    void bothInTurn(FakeProvider.Script first, FakeProvider.Script second) {
        var asked = new AtomicInteger();
        both(exchange -> (asked.getAndIncrement() == 0 ? first : second).play(exchange));
    }

    /** The request that one of the two got, and its connection. */
    public FakeProvider.Exchange asked() {
        Eventually.within(Duration.ofSeconds(10), () -> assertThat(calls()).isPositive());
        return (one.requests().isEmpty() ? two : one).exchange();
    }

    /** The next line of the access log. */
    public Line line() {
        try {
            var next = lines.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no line was written");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> post(String body, String key, String... headers) {
        try {
            return http.send(request(body, key, headers), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no whole answer", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    CompletableFuture<HttpResponse<String>> postLater(String body, String key, String... headers) {
        return http.sendAsync(request(body, key, headers), HttpResponse.BodyHandlers.ofString());
    }

    /** Requests that both endpoints together have got. */
    int calls() {
        return one.requests().size() + two.requests().size();
    }

    private HttpRequest request(String body, String key, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + wiring.port() + "/v1/chat/completions"))
                .header("authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    /** Any request under the port, its answer undecoded. */
    HttpResponse<byte[]> send(String method, String path, String key, String type, byte[] body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + wiring.port() + path))
                .header("authorization", "Bearer " + key)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (!type.isEmpty()) {
            request.header("content-type", type);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError("no whole answer", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Wanderer wanderer() {
        return new Wanderer(wiring.port());
    }

    @Override
    public void close() {
        one.close();
        two.close();
        within(wiring.drain().eventually(vertx::close));
    }

    private static <T> T within(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the program did not do as it should", e);
        }
    }

    /** A client that may leave whenever it likes. */
    static final class Wanderer implements AutoCloseable {
        private final Socket socket;

        Wanderer(int port) {
            try {
                socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.setSoTimeout(10_000);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @CanIgnoreReturnValue
        Wanderer post(String body, String key, String... headers) {
            return postTo("/v1/chat/completions", body, key, headers);
        }

        @CanIgnoreReturnValue
        Wanderer postTo(String path, String body, String key, String... headers) {
            var more = headers.length == 0 ? "" : "\r\n" + String.join("\r\n", headers);
            return sendTo(path, "Authorization: Bearer " + key + more, body);
        }

        @CanIgnoreReturnValue
        Wanderer send(String headers, String body) {
            return sendTo("/v1/chat/completions", headers, body);
        }

        /** @param headers lines, the last without its end */
        private Wanderer sendTo(String path, String headers, String body) {
            var request = "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n" + "Content-Length: "
                    + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Reads until this has come. */
        @CanIgnoreReturnValue
        String until(String expected) {
            var all = new StringBuilder();
            while (all.indexOf(expected) < 0) {
                int next = next();
                if (next < 0) {
                    throw new AssertionError("the connection ended after: " + all);
                }
                all.append((char) next);
            }
            return all.toString();
        }

        /** All that comes until the connection ends. */
        String rest() {
            var all = new StringBuilder();
            for (int next = next(); next >= 0; next = next()) {
                all.append((char) next);
            }
            return all.toString();
        }

        private int next() {
            try {
                return socket.getInputStream().read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            leave();
        }

        void leave() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
