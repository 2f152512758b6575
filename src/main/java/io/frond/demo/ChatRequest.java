package io.frond.demo;

import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chat request as a simulated endpoint reads it. Strict where a provider is: what it cannot mean is refused, what it
 * does not know is passed over.
 *
 * @param question the text of the last user message; empty where there is none
 * @param promptTokens tokens of all messages' texts
 * @param maxTokens of the answer
 */
record ChatRequest(
        String model, String question, int promptTokens, boolean stream, boolean includeUsage, int maxTokens) {

    /** @throws Refused {@code CALLER_INVALID} naming the field at fault */
    static ChatRequest read(Buffer body) {
        var json = object(body);
        var messages = messages(json);
        boolean stream = flag(json, "stream", "stream");
        return new ChatRequest(
                text(json, "model", "model"),
                question(messages),
                messages.stream().mapToInt(m -> Tokens.count(m.text)).sum(),
                stream,
                stream && includeUsage(json),
                maxTokens(json));
    }

    /** @throws Refused where the body is not a JSON object */
    static JsonObject object(Buffer body) {
        try {
            if (Json.decodeValue(body) instanceof JsonObject json) {
                return json;
            }
        } catch (DecodeException e) {
            throw invalid("The body is not valid JSON.", null);
        }
        throw invalid("The body must be a JSON object.", null);
    }

    static Refused invalid(String sentence, @Nullable String param) {
        var refused = Refused.of(Reason.CALLER_INVALID, sentence);
        return param == null ? refused : refused.at(param);
    }

    private record Turn(String role, String text) {}

    private static List<Turn> messages(JsonObject json) {
        if (!(json.getValue("messages") instanceof JsonArray messages) || messages.isEmpty()) {
            throw invalid("messages must be a list of at least one message.", "messages");
        }
        return messages.stream().map(ChatRequest::turn).toList();
    }

    private static Turn turn(Object message) {
        if (!(message instanceof JsonObject json)) {
            throw invalid("Each message must be an object with role and content.", "messages");
        }
        return new Turn(text(json, "role", "messages"), content(json.getValue("content")));
    }

    private static String content(@Nullable Object content) {
        if (content == null) {
            return "";
        }
        if (content instanceof String text) {
            return text;
        }
        if (content instanceof JsonArray parts) {
            return String.join("\n", parts.stream().map(ChatRequest::part).toList());
        }
        throw invalid("content must be a string or a list of parts.", "messages");
    }

    private static String part(Object part) {
        if (part instanceof JsonObject json && "text".equals(json.getValue("type"))) {
            return text(json, "text", "messages");
        }
        throw invalid("This model reads parts of type text only.", "messages");
    }

    private static String question(List<Turn> turns) {
        return turns.stream()
                .filter(turn -> turn.role.equals("user"))
                .reduce((earlier, later) -> later)
                .map(Turn::text)
                .orElse("");
    }

    private static boolean includeUsage(JsonObject json) {
        return switch (json.getValue("stream_options")) {
            case null -> false;
            case JsonObject options -> flag(options, "include_usage", "stream_options");
            default -> throw invalid("stream_options must be an object.", "stream_options");
        };
    }

    private static int maxTokens(JsonObject json) {
        String field = json.getValue("max_completion_tokens") == null ? "max_tokens" : "max_completion_tokens";
        var value = json.getValue(field);
        if (value == null) {
            return Integer.MAX_VALUE;
        }
        if (value instanceof Integer n && n > 0) {
            return n;
        }
        throw invalid(field + " must be a whole number of at least 1.", field);
    }

    private static boolean flag(JsonObject json, String field, String param) {
        return switch (json.getValue(field)) {
            case null -> false;
            case Boolean value -> value;
            default -> throw invalid(field + " must be true or false.", param);
        };
    }

    private static String text(JsonObject json, String field, String param) {
        if (json.getValue(field) instanceof String text) {
            return text;
        }
        throw invalid(field + " must be a string.", param);
    }
}
