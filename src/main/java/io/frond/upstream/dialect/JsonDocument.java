package io.frond.upstream.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.frond.model.Usage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One JSON document of a provider, a whole answer or one event's data, walked over token by token. Remembers the names
 * on the way to where it stands, so that a kind of document can pick the few values that it is read for.
 */
abstract class JsonDocument {
    private static final int NAMED = 5;
    private static final int CHARACTERS = 4;
    private static final long MOST_TOKENS = 1_000_000_000_000L;

    private final @Nullable String[] name = new String[NAMED];
    private int depth;
    private int roots;
    private boolean object;
    private long input = -1;
    private long output = -1;
    private long cached;
    private long cacheWritten;
    private long reasoning;
    private long written;
    private @Nullable String error;

    /** Reads a document that is here as a whole; false when it is not well-formed. */
    final boolean readAll(byte[] json) {
        try (var parser = Json.FACTORY.createParser(json)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                see(token, parser);
            }
            return whole();
        } catch (IOException e) {
            return false;
        }
    }

    /** Exactly one value was seen, and its end. */
    final boolean whole() {
        return roots == 1 && depth == 0;
    }

    final boolean isObject() {
        return object;
    }

    /** The tokens that were told; unknown where none were. */
    final Usage usage() {
        return input < 0 && output < 0
                ? Usage.UNKNOWN
                : Usage.of(Math.max(0, input), cached, Math.max(0, output), reasoning)
                        .cacheWritten(cacheWritten);
    }

    /** Characters of text that the answer has in here. */
    final long written() {
        return written;
    }

    /**
     * The tokens that were told. Where none were, an estimate of what was written: no piece of a stream has less than a
     * token, as a rule, and a token has about four characters.
     */
    static Usage usage(Usage told, long pieces, long characters) {
        return told.reported() || characters == 0
                ? told
                : Usage.estimated(0, Math.max(pieces, (characters + CHARACTERS - 1) / CHARACTERS));
    }

    final void noteText(JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            written += parser.getTextLength();
        }
    }

    /** The error's message, or a stand-in; null where the document is no error. */
    final @Nullable String error() {
        return error;
    }

    final void see(JsonToken token, JsonParser parser) throws IOException {
        if (depth == 0) {
            roots++;
            object = token == JsonToken.START_OBJECT;
        }
        if (token == JsonToken.FIELD_NAME) {
            if (depth < NAMED) {
                name[depth] = parser.currentName();
            }
        } else if (token.isStructEnd()) {
            closed(depth);
            depth--;
        } else {
            if (depth < NAMED) {
                value(depth, token, parser);
            }
            if (token.isStructStart()) {
                open();
            }
        }
    }

    private void open() {
        depth++;
        if (depth < NAMED) {
            name[depth] = null;
        }
        opened(depth);
    }

    /** A value begins, {@code level} structures deep; its name, where it has one, is that of the level. */
    abstract void value(int level, JsonToken token, JsonParser parser) throws IOException;

    /** A structure began and is the innermost now. */
    void opened(int level) {}

    /** The structure of this level is about to end. */
    void closed(int level) {}

    /** Whether the name on the way to here, at this level, is the expected one. */
    final boolean at(int level, String expected) {
        return expected.equals(name[level]);
    }

    /** Notes a message where {@code error} is a text, or a stand-in where it is anything else but null. */
    final void noteError(JsonToken token, JsonParser parser) throws IOException {
        if (token != JsonToken.VALUE_NULL) {
            error = token == JsonToken.VALUE_STRING ? parser.getText() : "no details";
        }
    }

    final void noteInput(JsonToken token, JsonParser parser) throws IOException {
        input = token == JsonToken.VALUE_NUMBER_INT ? believable(count(parser)) : input;
    }

    final void noteOutput(JsonToken token, JsonParser parser) throws IOException {
        output = token == JsonToken.VALUE_NUMBER_INT ? believable(count(parser)) : output;
    }

    /** Of the input, what the provider had in its own cache. */
    final void noteCached(JsonToken token, JsonParser parser) throws IOException {
        cached = token == JsonToken.VALUE_NUMBER_INT ? Math.max(0, believable(count(parser))) : cached;
    }

    /** Of the input, what the provider put into its cache. */
    final void noteCacheWritten(JsonToken token, JsonParser parser) throws IOException {
        cacheWritten = token == JsonToken.VALUE_NUMBER_INT ? Math.max(0, believable(count(parser))) : cacheWritten;
    }

    /** Of the output, what was thought and not told. */
    final void noteReasoning(JsonToken token, JsonParser parser) throws IOException {
        reasoning = token == JsonToken.VALUE_NUMBER_INT ? Math.max(0, believable(count(parser))) : reasoning;
    }

    static long count(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? Long.MAX_VALUE
                : Math.max(0, parser.getLongValue());
    }

    /** Figures that nobody can have meant are not billed. */
    private static long believable(long tokens) {
        return tokens > MOST_TOKENS ? -1 : tokens;
    }
}
