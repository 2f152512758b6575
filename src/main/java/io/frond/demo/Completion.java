package io.frond.demo;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An answer in OpenAI's two forms: one JSON object, or server-sent events with one token each.
 *
 * @param created seconds since 1970
 * @param pieces the text, cut before each token
 * @param finish {@code stop}, or {@code length} where the text was cut at {@code max_tokens}
 */
record Completion(String id, String model, long created, List<String> pieces, String finish, int promptTokens) {
    private static final Buffer DONE = Buffer.buffer("data: [DONE]\n\n");

    Completion {
        pieces = List.copyOf(pieces);
    }

    static Completion of(String id, long created, ChatRequest request, String text) {
        var pieces = Tokens.split(text);
        boolean cut = pieces.size() > request.maxTokens();
        return new Completion(
                id,
                request.model(),
                created,
                cut ? pieces.subList(0, request.maxTokens()) : pieces,
                cut ? "length" : "stop",
                request.promptTokens());
    }

    Buffer whole() {
        var message = new JsonObject().put("role", "assistant").put("content", String.join("", pieces));
        var choice = new JsonObject().put("index", 0).put("message", message).put("finish_reason", finish);
        return frame("chat.completion")
                .put("choices", new JsonArray().add(choice))
                .put("usage", usage())
                .toBuffer();
    }

    /**
     * All events in order, {@code [DONE]} the last, each made when it is taken. With usage, every chunk has the field
     * and only the last fills it.
     */
    Iterator<Buffer> events(boolean withUsage) {
        var opening = Stream.of(new JsonObject().put("role", "assistant").put("content", ""));
        var content = pieces.stream().map(piece -> new JsonObject().put("content", piece));
        var deltas = Stream.concat(opening, content).map(delta -> event(withUsage, delta, null));
        return Stream.concat(deltas, closing(withUsage).stream()).iterator();
    }

    private List<Buffer> closing(boolean withUsage) {
        var end = event(withUsage, new JsonObject(), finish);
        if (!withUsage) {
            return List.of(end, DONE);
        }
        var last =
                frame("chat.completion.chunk").put("choices", new JsonArray()).put("usage", usage());
        return List.of(end, data(last), DONE);
    }

    private Buffer event(boolean withUsage, JsonObject delta, @Nullable String finishReason) {
        var choice = new JsonObject().put("index", 0).put("delta", delta).put("finish_reason", finishReason);
        var chunk = frame("chat.completion.chunk").put("choices", new JsonArray().add(choice));
        return data(withUsage ? chunk.putNull("usage") : chunk);
    }

    private static Buffer data(JsonObject chunk) {
        return Buffer.buffer("data: ").appendBuffer(chunk.toBuffer()).appendString("\n\n");
    }

    private JsonObject frame(String object) {
        return new JsonObject()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model)
                .put("system_fingerprint", "simulated");
    }

    private JsonObject usage() {
        return new JsonObject()
                .put("prompt_tokens", promptTokens)
                .put("completion_tokens", pieces.size())
                .put("total_tokens", promptTokens + pieces.size());
    }
}
