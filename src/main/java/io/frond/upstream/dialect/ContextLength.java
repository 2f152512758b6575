package io.frond.upstream.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.frond.model.Reply;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a provider refused a request because it is longer than its model's context.
 *
 * <p>Told by the error's code or type where it has one that says so: OpenAI, Azure, Groq, llama.cpp. Else by what the
 * message says, in lower case:
 *
 * <ul>
 *   <li>{@code maximum context length}: vLLM, SGLang, Mistral, DeepSeek, older OpenAI
 *   <li>{@code model's context length}: SGLang, Together
 *   <li>{@code available context size}: older llama.cpp
 *   <li>{@code prompt is too long}, {@code exceed context limit}: Anthropic
 *   <li>{@code maximum prompt length}: xAI
 *   <li>{@code input token count}: Gemini
 *   <li>{@code input is too long for requested model}: Bedrock
 *   <li>{@code inputs tokens + max_new_tokens} (its quotes left out): TGI
 *   <li>{@code reduce the length of the messages}: Groq, older OpenAI
 * </ul>
 */
public final class ContextLength {
    private static final Set<String> CODES =
            Set.of("context_length_exceeded", "exceed_context_size_error", "model_context_window_exceeded");

    private static final List<String> PHRASES = List.of(
            "maximum context length",
            "model's context length",
            "available context size",
            "prompt is too long",
            "exceed context limit",
            "maximum prompt length",
            "input token count",
            "input is too long for requested model",
            "inputs tokens + max_new_tokens",
            "reduce the length of the messages");

    private static final Set<Integer> STATUS = Set.of(400, 413, 422);
    private static final int LARGEST = 64 * 1024;

    private ContextLength() {}

    public static boolean exceeded(Reply reply) {
        return reply instanceof Reply.Whole whole
                && STATUS.contains(whole.head().status())
                && whole.body().length() <= LARGEST
                && says(whole.body());
    }

    private static boolean says(Buffer body) {
        try (var parser = Json.FACTORY.createParser(body.getBytes())) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && says(parser)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean says(JsonParser parser) throws IOException {
        var name = parser.currentName();
        if ("code".equals(name) || "type".equals(name)) {
            return CODES.contains(parser.getText());
        }
        return "message".equals(name) && describes(parser.getText());
    }

    private static boolean describes(String message) {
        var text = message.toLowerCase(Locale.ROOT).replace("`", "");
        return PHRASES.stream().anyMatch(text::contains);
    }
}
