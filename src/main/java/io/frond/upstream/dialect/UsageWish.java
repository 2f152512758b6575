package io.frond.upstream.dialect;

import com.fasterxml.jackson.core.JsonToken;
import io.frond.model.Edit;
import io.frond.model.Fields;
import io.frond.model.Span;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The one edit that makes a streamed request ask for usage ({@code stream_options.include_usage}). */
final class UsageWish {
    private static final String WISH = "\"include_usage\":true";

    private UsageWish() {}

    static Edit in(Buffer body, Fields fields) {
        var options = fields.streamOptions();
        if (options == null) {
            return insert(Objects.requireNonNull(fields.object()).from() + 1, "\"stream_options\":{" + WISH + "},");
        }
        if (body.getByte(options.from()) != '{') {
            return new Edit(options, Buffer.buffer("{" + WISH + "}"));
        }
        return inObject(body.getBytes(options.from(), options.to()), options.from());
    }

    /** A member that says no is changed rather than added to: which of two would count is the server's guess. */
    private static Edit inObject(byte[] object, int at) {
        try (var parser = Json.FACTORY.createParser(object)) {
            parser.nextToken();
            boolean empty = true;
            for (var token = parser.nextToken(); token == JsonToken.FIELD_NAME; token = parser.nextToken()) {
                empty = false;
                boolean found = parser.currentName().equals("include_usage");
                parser.nextToken();
                int from = at + (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                if (found) {
                    int to = at + (int) parser.currentLocation().getByteOffset();
                    return new Edit(new Span(from, to), Buffer.buffer("true"));
                }
            }
            return insert(at + 1, empty ? WISH : WISH + ",");
        } catch (IOException e) {
            throw new UncheckedIOException("stream_options was read before, and as an object", e);
        }
    }

    private static Edit insert(int at, String text) {
        return new Edit(Span.before(at), Buffer.buffer(text));
    }
}
