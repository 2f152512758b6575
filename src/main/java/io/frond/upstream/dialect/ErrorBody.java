package io.frond.upstream.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error body of whichever server, brought into OpenAI's shape.
 *
 * <p>Known others: {@code {"error":"text"}} (Ollama, TGI), flat {@code {"object":"error","message":...}} (older vLLM),
 * {@code {"detail":"text"}} and {@code {"detail":[{"msg":...}]}} (FastAPI), {@code {"message":{"detail":[...]}}}
 * (Mistral).
 */
final class ErrorBody {
    private static final List<String> TELLING = List.of("error", "message", "detail", "msg", "error_message");
    private static final int LARGEST = 1024 * 1024;

    private ErrorBody() {}

    /** Null where the body is not JSON. */
    static @Nullable Buffer inShape(Buffer body) {
        if (body.length() > LARGEST) {
            return null;
        }
        var json = body.getBytes();
        var seen = new ChatDocument();
        if (!seen.readAll(json)) {
            return null;
        }
        return isInShape(json) ? body : shaped(message(json));
    }

    private static boolean isInShape(byte[] json) {
        try (var parser = Json.FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean error = parser.currentName().equals("error");
                var token = parser.nextToken();
                if (error && token == JsonToken.START_OBJECT) {
                    return hasMessage(parser);
                }
                parser.skipChildren();
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("it was well-formed a moment ago", e);
        }
    }

    private static boolean hasMessage(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean message = parser.currentName().equals("message");
            if (parser.nextToken() == JsonToken.VALUE_STRING && message) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    /** The first string that stands under a telling name, at whichever depth. */
    private static String message(byte[] json) {
        try (var parser = Json.FACTORY.createParser(json)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && tells(parser)) {
                    return Plain.text(parser.getText());
                }
            }
            return "The model service did not accept the request and did not say why.";
        } catch (IOException e) {
            throw new UncheckedIOException("it was well-formed a moment ago", e);
        }
    }

    private static boolean tells(JsonParser parser) {
        var context = parser.getParsingContext();
        var name = context.inArray() ? context.getParent().getCurrentName() : context.getCurrentName();
        return name != null && TELLING.contains(name);
    }

    private static Buffer shaped(String message) {
        var text = new StringWriter();
        try (var json = Json.FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeStringField("message", message);
            json.writeStringField("type", "invalid_request_error");
            json.writeNullField("param");
            json.writeNullField("code");
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes every text", e);
        }
        return Buffer.buffer(text.toString());
    }
}
