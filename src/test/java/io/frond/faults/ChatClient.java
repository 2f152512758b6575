package io.frond.faults;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A user's program: asks over HTTP/1.1 and takes down all that it hears. Blocks its thread; closed by the test. */
public final class ChatClient implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI chat;
    private final Duration patience;

    /**
     * @param frond up to and including the port
     * @param patience longest wait for the head of an answer
     */
    public ChatClient(URI frond, Duration patience) {
        this.chat = frond.resolve("/v1/chat/completions");
        this.patience = patience;
    }

    /** One question, whose text is the nonce that every token of its answer must carry. */
    public Heard ask(String model, String nonce, boolean stream) {
        long began = System.nanoTime();
        try {
            var response = http.send(request(model, nonce, stream), head -> new Taking());
            return new Hearing(response, began).listen();
        } catch (IOException e) {
            throw new AssertionError("no answer to " + nonce, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Asks for a stream and hangs up behind so many of its lines. */
    public void leave(String model, String nonce, int lines) {
        try {
            var response = http.send(request(model, nonce, true), HttpResponse.BodyHandlers.ofInputStream());
            try (var reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                for (int i = 0; i < lines && reader.readLine() != null; i++) {}
            }
        } catch (IOException broken) {
            // a stream that breaks first is left as well
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(String model, String nonce, boolean stream) {
        var body = new JsonObject()
                .put("model", model)
                .put("stream", stream)
                .put(
                        "messages",
                        new JsonArray().add(new JsonObject().put("role", "user").put("content", nonce)));
        if (stream) {
            body.put("stream_options", new JsonObject().put("include_usage", true));
        }
        return HttpRequest.newBuilder(chat)
                .timeout(patience)
                .header("authorization", "Bearer any")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                .build();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
