package io.frond.upstream.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What Frond reads of the Responses API: a whole response, or an event that may carry one in {@code response}. A
 * response that has failed says so in its {@code error}, which is part of a good answer.
 */
final class ResponseDocument extends JsonDocument {
    private String object = "";
    private String type = "";
    private String id = "";
    private String status = "";

    /** The event's type; empty in a whole response. */
    String type() {
        return type;
    }

    /** The response's id; empty where this is none. */
    String id() {
        return object.equals("response") ? id : "";
    }

    /** {@code completed}, {@code incomplete}, {@code failed} ... */
    String status() {
        return status;
    }

    /** Whether it is an error and nothing else. */
    boolean isError() {
        return error() != null && object.isEmpty() && id.isEmpty();
    }

    @Override
    void value(int level, JsonToken token, JsonParser parser) throws IOException {
        if (level == 1) {
            top(token, parser);
        }
        if (level >= 2 && at(1, "response")) {
            response(2, level, token, parser);
        } else {
            response(1, level, token, parser);
        }
    }

    private void top(JsonToken token, JsonParser parser) throws IOException {
        if (at(1, "error")) {
            noteError(token, parser);
        } else if (token == JsonToken.VALUE_STRING && at(1, "type")) {
            type = parser.getText();
        } else if (at(1, "delta")) {
            noteText(token, parser);
        } else if (token == JsonToken.VALUE_STRING && at(1, "message") && type.equals("error")) {
            noteError(token, parser);
        }
    }

    /** @param base the level of the response's own fields */
    private void response(int base, int level, JsonToken token, JsonParser parser) throws IOException {
        if (level == base && token == JsonToken.VALUE_STRING && at(base, "id")) {
            id = parser.getText();
        } else if (level == base && token == JsonToken.VALUE_STRING && at(base, "object")) {
            object = parser.getText();
        } else if (level == base && token == JsonToken.VALUE_STRING && at(base, "status")) {
            status = parser.getText();
        } else if (level == base + 1 && at(base, "usage") && at(level, "input_tokens")) {
            noteInput(token, parser);
        } else if (level == base + 1 && at(base, "usage") && at(level, "output_tokens")) {
            noteOutput(token, parser);
        } else if (level == base + 2 && at(base, "usage")) {
            details(level, token, parser);
        } else if (level == 2 && base == 1 && at(1, "error") && at(2, "message") && token == JsonToken.VALUE_STRING) {
            noteError(token, parser);
        }
    }

    private void details(int level, JsonToken token, JsonParser parser) throws IOException {
        if (at(level, "cached_tokens") && at(level - 1, "input_tokens_details")) {
            noteCached(token, parser);
        } else if (at(level, "reasoning_tokens") && at(level - 1, "output_tokens_details")) {
            noteReasoning(token, parser);
        }
    }
}
