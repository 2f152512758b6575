package io.frond.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Span;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A place in a JSON text that moves forward only, and knows where in the bytes it stands. */
final class Cursor implements AutoCloseable {
    static final int MAX_DEPTH = 64;
    static final int MAX_DIGITS = 1000;

    /** Names are hashed with a collision guard but not interned: they are the caller's, and without number. */
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_DIGITS)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser parser;

    Cursor(byte[] bytes, int from, int length) throws IOException {
        parser = FACTORY.createParser(bytes, from, length);
    }

    /** The next token; null at the end. */
    @CanIgnoreReturnValue
    @Nullable
    JsonToken next() throws IOException {
        return parser.nextToken();
    }

    JsonToken token() {
        return parser.currentToken();
    }

    boolean at(JsonToken token) {
        return parser.currentToken() == token;
    }

    /** Moves to the next name of the current object; false at its end. */
    boolean nextName(Set<String> seen, String where) throws IOException {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            return false;
        }
        String name = parser.currentName();
        if (!seen.add(name)) {
            throw Refused.of(
                            Reason.CALLER_INVALID,
                            "A field stands twice in " + where + " (the second at byte " + from()
                                    + "). Each may stand once.")
                    .at(name.length() > 64 ? where : name);
        }
        return true;
    }

    String name() throws IOException {
        return parser.currentName();
    }

    String text() throws IOException {
        return parser.getText();
    }

    double number() throws IOException {
        return parser.getDoubleValue();
    }

    /** Byte at which the current token starts. */
    int from() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Range of the current value, read to its end; afterwards the cursor stands on its last token. */
    Span value() throws IOException {
        int from = from();
        skip();
        return new Span(from, behind());
    }

    /** Byte behind the current token, which has been read to its end. */
    int behind() throws IOException {
        parser.finishToken();
        return (int) parser.currentLocation().getByteOffset();
    }

    /** Goes to the end of the current value. */
    void skip() throws IOException {
        parser.skipChildren();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
