package io.frond.sdk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/** What the provider says to those who ask for embeddings and responses. */
final class MoreSaid {
    static final List<List<Float>> VECTORS = List.of(List.of(0.25f, -1.5f, 3f), List.of(1f, 0f, -0.125f));
    private static final List<String> WORDS = List.of("Thirty ", "days — ", "dreißig ", "Tage 🌲.");

    private MoreSaid() {}

    static String embeddings(boolean base64) {
        var data = IntStream.range(0, VECTORS.size()).mapToObj(index -> new JsonObject()
                .put("object", "embedding")
                .put("index", index)
                .put("embedding", base64 ? base64(VECTORS.get(index)) : new JsonArray(VECTORS.get(index))));
        return new JsonObject()
                .put("object", "list")
                .put("data", new JsonArray(data.toList()))
                .put("model", "the-model")
                .put("usage", new JsonObject().put("prompt_tokens", 8).put("total_tokens", 8))
                .encode();
    }

    private static String base64(List<Float> vector) {
        var bytes = ByteBuffer.allocate(Float.BYTES * vector.size()).order(ByteOrder.LITTLE_ENDIAN);
        vector.forEach(bytes::putFloat);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    static String response() {
        return response("completed").encode();
    }

    /** Named events up to and including the last, which has no {@code [DONE]} behind it. */
    static String streamedResponse() {
        var events = new StringBuilder(begun());
        int number = 3;
        for (var word : WORDS) {
            events.append(event(number++, "response.output_text.delta", text().put("delta", word)));
        }
        events.append(event(number++, "response.output_text.done", text().put("text", Said.TEXT)));
        events.append(event(number++, "response.content_part.done", text().put("part", part(Said.TEXT))));
        events.append(event(number++, "response.output_item.done", item(message("completed", Said.TEXT))));
        return events.append(event(number, "response.completed", whole("completed")))
                .toString();
    }

    /** Events that break off after the first words. */
    static String brokenResponse() {
        return begun() + event(3, "response.output_text.delta", text().put("delta", "Thirty "));
    }

    private static String begun() {
        return event(0, "response.created", whole("in_progress"))
                + event(1, "response.output_item.added", item(message("in_progress", null)))
                + event(2, "response.content_part.added", text().put("part", part("")));
    }

    private static JsonObject text() {
        return new JsonObject()
                .put("item_id", "msg_1")
                .put("output_index", 0)
                .put("content_index", 0)
                .put("logprobs", new JsonArray());
    }

    private static JsonObject item(JsonObject item) {
        return new JsonObject().put("output_index", 0).put("item", item);
    }

    private static JsonObject whole(String status) {
        return new JsonObject().put("response", response(status));
    }

    private static JsonObject message(String status, String text) {
        return new JsonObject()
                .put("id", "msg_1")
                .put("type", "message")
                .put("status", status)
                .put("role", "assistant")
                .put("content", text == null ? new JsonArray() : JsonArray.of(part(text)));
    }

    private static JsonObject part(String text) {
        return new JsonObject()
                .put("type", "output_text")
                .put("text", text)
                .put("annotations", new JsonArray())
                .put("logprobs", new JsonArray());
    }

    private static JsonObject response(String status) {
        boolean done = status.equals("completed");
        return new JsonObject()
                .put("id", "resp_1")
                .put("object", "response")
                .put("created_at", 1_700_000_000)
                .put("status", status)
                .putNull("error")
                .putNull("incomplete_details")
                .putNull("instructions")
                .put("metadata", new JsonObject())
                .put("model", "the-model")
                .put("output", done ? JsonArray.of(message(status, Said.TEXT)) : new JsonArray())
                .put("parallel_tool_calls", true)
                .put("temperature", 1)
                .put("tool_choice", "auto")
                .put("tools", new JsonArray())
                .put("top_p", 1)
                .put("usage", done ? usage() : null);
    }

    private static JsonObject usage() {
        return new JsonObject()
                .put("input_tokens", 9)
                .put("input_tokens_details", new JsonObject().put("cached_tokens", 0))
                .put("output_tokens", 7)
                .put("output_tokens_details", new JsonObject().put("reasoning_tokens", 0))
                .put("total_tokens", 16);
    }

    private static String event(int number, String type, JsonObject fields) {
        var data = new JsonObject()
                .put("type", type)
                .put("sequence_number", number)
                .mergeIn(fields);
        return "event: " + type + "\ndata: " + data.encode() + "\n\n";
    }
}
