package io.frond.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A plain HTTP client with a base URL and a key, as a user's program would be: the JDK's, so that nothing of Frond
 * stands on both ends. Blocks the test's thread; closed by the test.
 */
public final class Client implements AutoCloseable {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI base;
    private final String key;

    /** @param base up to and including the port */
    public Client(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    /** The same address, another key. */
    public Client as(String otherKey) {
        return new Client(base, otherKey);
    }

    /** One question to the virtual model {@code auto}. */
    public HttpResponse<String> ask(String question) {
        return ask("auto", question);
    }

    public HttpResponse<String> ask(String model, String question) {
        return post("/v1/chat/completions", chat(model, question, false));
    }

    /** The same as events. */
    public HttpResponse<String> stream(String question) {
        return post("/v1/chat/completions", chat("auto", question, true));
    }

    public CompletableFuture<HttpResponse<String>> askLater(String question) {
        return http.sendAsync(
                request("/v1/chat/completions")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                chat("auto", question, false).encode()))
                        .build(),
                BodyHandlers.ofString());
    }

    public HttpResponse<String> post(String path, JsonObject body) {
        return send(request(path)
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                .build());
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET().build());
    }

    public HttpResponse<String> send(String method, String path, String body) {
        return send(request(path)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** What the assistant said in a whole answer. */
    public static String said(HttpResponse<String> response) {
        return new JsonObject(response.body())
                .getJsonArray("choices")
                .getJsonObject(0)
                .getJsonObject("message")
                .getString("content");
    }

    /** A response header; empty where absent. */
    public static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static JsonObject chat(String model, String question, boolean stream) {
        return new JsonObject()
                .put("model", model)
                .put("stream", stream)
                .put(
                        "messages",
                        new JsonArray().add(new JsonObject().put("role", "user").put("content", question)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json");
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer from " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        // java.net.http.HttpClient is closable from Java 21 on, but closing waits for idle connections
        http.shutdownNow();
    }
}
