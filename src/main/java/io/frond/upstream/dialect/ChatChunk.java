package io.frond.upstream.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.frond.model.Edit;
import io.frond.model.Span;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** One chunk of a chat answer, read as far as two streams can be made into one, and written again with little changed. */
final class ChatChunk {
    private final byte[] json;
    private @Nullable Span id;
    private @Nullable Span delta;
    private String content = "";
    private int choices;
    private boolean role;
    private boolean finish;
    private boolean usage;
    private boolean plain = true;

    private ChatChunk(byte[] json) {
        this.json = json;
    }

    /** Null where the bytes are no JSON object. */
    static @Nullable ChatChunk of(byte[] json) {
        var chunk = new ChatChunk(json);
        try (var parser = Json.FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            chunk.read(parser);
            return chunk;
        } catch (IOException e) {
            return null;
        }
    }

    /** It holds nothing of an answer but text of the first choice. */
    boolean isPlain() {
        return plain;
    }

    boolean hasChoice() {
        return choices > 0;
    }

    boolean hasRole() {
        return role;
    }

    /** It says why the answer ended. */
    boolean isLast() {
        return finish;
    }

    String content() {
        return content;
    }

    /** Whether anything is left to tell when the role is known. */
    boolean tellsMoreThanRole() {
        return !content.isEmpty() || finish || usage || !plain || choices == 0;
    }

    /** The value of {@code id} as it stands there; null where there is none. */
    @Nullable
    Buffer id() {
        return id == null ? null : Buffer.buffer(json).slice(id.from(), id.to());
    }

    /** The event under another id, unless that is null. */
    Buffer event(@Nullable Buffer otherId) {
        return written(otherId, null);
    }

    /** The same with another text, and without the role. */
    Buffer event(@Nullable Buffer otherId, String otherContent) {
        return written(otherId, "{\"content\":" + JsonText.quoted(otherContent) + "}");
    }

    private Buffer written(@Nullable Buffer otherId, @Nullable String otherDelta) {
        var edits = new ArrayList<Edit>(2);
        if (id != null && otherId != null) {
            edits.add(new Edit(id, otherId));
        }
        if (delta != null && otherDelta != null) {
            edits.add(new Edit(delta, Buffer.buffer(otherDelta)));
        }
        return Buffer.buffer("data: ")
                .appendBuffer(Edit.splice(Buffer.buffer(json), edits))
                .appendString("\n\n");
    }

    private void read(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            var token = parser.nextToken();
            switch (name) {
                case "id" -> id = value(parser);
                case "choices" -> choices(parser);
                case "usage" -> {
                    usage = token == JsonToken.START_OBJECT;
                    parser.skipChildren();
                }
                default -> parser.skipChildren();
            }
        }
    }

    private void choices(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return;
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            choices++;
            plain &= choices == 1;
            choice(parser);
        }
    }

    private void choice(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            var token = parser.nextToken();
            switch (name) {
                case "index" -> plain &= token == JsonToken.VALUE_NUMBER_INT && parser.getLongValue() == 0;
                case "finish_reason" -> finish |= token == JsonToken.VALUE_STRING;
                case "logprobs" -> plain &= !holds(parser);
                case "delta" -> delta(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void delta(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        int from = (int) parser.currentTokenLocation().getByteOffset();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            var token = parser.nextToken();
            if (name.equals("role")) {
                role = true;
            } else if (name.equals("content") && token == JsonToken.VALUE_STRING) {
                content = parser.getText();
            } else {
                plain &= !holds(parser);
            }
        }
        delta = new Span(from, (int) parser.currentLocation().getByteOffset());
    }

    /** Whether the value is more than null, an empty text, an empty list. */
    private static boolean holds(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> false;
            case VALUE_STRING -> !parser.getText().isEmpty();
            default -> value(parser).length() > 2;
        };
    }

    private static Span value(JsonParser parser) throws IOException {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        return new Span(from, (int) parser.currentLocation().getByteOffset());
    }
}
