package io.frond.sdk;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the provider says to the clients of the matrix; {@code src/test/js/said.mjs} holds what they look for. */
final class Said {
    static final String TEXT = "Thirty days — dreißig Tage 🌲.";
    static final String MESSAGE = "This model's maximum context length is 8 tokens.";
    static final String TOO_LONG = "{\"error\":{\"message\":\"" + MESSAGE
            + "\",\"type\":\"invalid_request_error\",\"param\":\"messages\",\"code\":\"context_length_exceeded\"}}";
    private static final int FRAGMENT = 5;

    private Said() {}

    static String answer(String text) {
        return whole(choice(0, "message", assistant(text), "stop"));
    }

    /** Calls of the tool {@code get_weather}, for two days in Zürich and, of two, for one day in Bern. */
    static String toolCalls(int count) {
        var message = new JsonObject().put("role", "assistant").putNull("content");
        var calls = IntStream.range(0, count).mapToObj(Said::call).toList();
        return whole(choice(0, "message", message.put("tool_calls", new JsonArray(calls)), "tool_calls"));
    }

    static String withLogprobs() {
        var choice = choice(0, "message", assistant("Hi"), "stop");
        var likely = token("Hi", -0.25).put("top_logprobs", JsonArray.of(token("Hi", -0.25), token("Ho", -1.5)));
        return whole(choice.put(
                "logprobs",
                new JsonObject().put("content", JsonArray.of(likely)).putNull("refusal")));
    }

    static String twoChoices() {
        return whole(choice(0, "message", assistant("left"), "stop"), choice(1, "message", assistant("right"), "stop"));
    }

    /** Events up to the one with the finish. */
    static String streamed() {
        var words = List.of("Thirty ", "days — ", "dreißig ", "Tage 🌲.");
        return begin(0)
                + words.stream().map(word -> delta(0, text(word), null)).collect(Collectors.joining())
                + delta(0, new JsonObject(), "stop");
    }

    static String twoStreamedChoices() {
        return begin(0)
                + begin(1)
                + delta(0, text("le"), null)
                + delta(1, text("rig"), null)
                + delta(1, text("ht"), null)
                + delta(0, text("ft"), null)
                + delta(0, new JsonObject(), "stop")
                + delta(1, new JsonObject(), "stop");
    }

    static String usage() {
        return event(document("chat.completion.chunk", List.of()));
    }

    /** The two calls one after the other, their arguments in fragments. */
    static String streamedToolCalls() {
        return begin(0) + streamedCall(0) + streamedCall(1) + delta(0, new JsonObject(), "tool_calls");
    }

    static String done() {
        return "data: [DONE]\n\n";
    }

    /** What clients send as the content of a picture or a recording: reproduced on both sides from the length. */
    static Buffer bytes(int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }
        return Buffer.buffer(bytes);
    }

    private static String streamedCall(int index) {
        var whole = call(index);
        var arguments = whole.getJsonObject("function").getString("arguments");
        whole.getJsonObject("function").put("arguments", "");
        return delta(0, toolCalls(whole.put("index", index)), null)
                + Arrays.stream(arguments.split("(?<=\\G.{" + FRAGMENT + "})"))
                        .map(part -> new JsonObject()
                                .put("index", index)
                                .put("function", new JsonObject().put("arguments", part)))
                        .map(part -> delta(0, toolCalls(part), null))
                        .collect(Collectors.joining());
    }

    private static JsonObject toolCalls(JsonObject call) {
        return new JsonObject().put("tool_calls", JsonArray.of(call));
    }

    private static JsonObject call(int index) {
        var arguments = index == 0 ? "{\"city\":\"Zürich\",\"days\":2}" : "{\"city\":\"Bern\",\"days\":1}";
        return new JsonObject()
                .put("id", "call_" + (index + 1))
                .put("type", "function")
                .put("function", new JsonObject().put("name", "get_weather").put("arguments", arguments));
    }

    private static JsonObject token(String text, double logprob) {
        var bytes = text.chars().boxed().toList();
        return new JsonObject().put("token", text).put("logprob", logprob).put("bytes", new JsonArray(bytes));
    }

    private static String begin(int choice) {
        return delta(choice, assistant(""), null);
    }

    private static String delta(int choice, JsonObject delta, String finish) {
        return event(document("chat.completion.chunk", List.of(choice(choice, "delta", delta, finish)))
                .putNull("usage"));
    }

    private static String event(JsonObject chunk) {
        return "data: " + chunk.encode() + "\n\n";
    }

    private static JsonObject assistant(String text) {
        return new JsonObject().put("role", "assistant").put("content", text);
    }

    private static JsonObject text(String text) {
        return new JsonObject().put("content", text);
    }

    private static JsonObject choice(int index, String field, JsonObject value, String finish) {
        return new JsonObject().put("index", index).put(field, value).put("finish_reason", finish);
    }

    private static String whole(JsonObject... choices) {
        return document("chat.completion", Stream.of(choices).toList()).encode();
    }

    private static JsonObject document(String object, List<JsonObject> choices) {
        var usage = new JsonObject()
                .put("prompt_tokens", 9)
                .put("completion_tokens", 7)
                .put("total_tokens", 16);
        return new JsonObject()
                .put("id", "chatcmpl-matrix")
                .put("object", object)
                .put("created", 1_700_000_000)
                .put("model", "the-model")
                .put("choices", new JsonArray(choices))
                .put("usage", usage);
    }
}
