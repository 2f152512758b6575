package io.frond.upstream.dialect;

import io.frond.model.Usage;
import io.vertx.core.buffer.Buffer;
import java.util.Set;

/**
 * A stream of the Responses API. It has no {@code [DONE]}: one of the events that carry a response in its last state
 * is its end. Every event goes on, known or not.
 */
final class ResponseEvents extends JsonEvents<ResponseDocument> {
    private static final Set<String> LAST =
            Set.of("response.completed", "response.failed", "response.incomplete", "response.cancelled");

    private Usage usage = Usage.UNKNOWN;
    private long pieces;
    private long characters;
    private String finish = "";
    private String id = "";

    @Override
    ResponseDocument fresh() {
        return new ResponseDocument();
    }

    @Override
    Buffer missingEnd() {
        return Buffer.buffer();
    }

    @Override
    public boolean complete() {
        return said();
    }

    @Override
    public Dialect.Facts facts() {
        return new Dialect.Facts(JsonDocument.usage(usage, pieces, characters), finish, id);
    }

    @Override
    boolean judge(ResponseDocument seen) {
        if (id.isEmpty() && seen.type().startsWith("response.")) {
            id = seen.id();
        }
        pieces += seen.written() > 0 ? 1 : 0;
        characters += seen.written();
        if (LAST.contains(seen.type())) {
            usage = seen.usage();
            finish = seen.status();
            finished();
        }
        return true;
    }
}
