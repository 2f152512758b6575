package io.frond.retrieve;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.frond.model.Ask;
import io.frond.model.Edit;
import io.frond.model.Operation.Kind;
import io.frond.model.Passage;
import io.frond.model.Span;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts passages in front of the question, inside the last user message, and leaves every other byte alone.
 *
 * <p>Not in a message of their own: strict chat templates want user and assistant to take turns. Never in the system
 * role: documents are data. A content string gets the block behind its opening quote; a list of parts gets a text
 * part at its front.
 */
final class Weave {
    private final Buffer body;
    private final Span content;
    private final String partType;

    private Weave(Ask ask, Span content) {
        this.body = ask.body();
        this.content = content;
        this.partType = ask.operation().kind() == Kind.RESPONSE ? "input_text" : "text";
    }

    /** Null where there is no user message with a string or parts to put them into. */
    static @Nullable Weave into(Ask ask) {
        var last = ask.fields().lastUser();
        if (last == null || last.content().length() < 2) {
            return null;
        }
        byte form = ask.body().getByte(last.content().from());
        return form == '"' || form == '[' ? new Weave(ask, last.content()) : null;
    }

    /** The same without a word on of when they are. */
    List<Edit> edits(List<Passage> passages) {
        return edits(passages, false);
    }

    /**
     * No edit where there is no passage.
     *
     * @param asOf whether the model is told of when they are
     */
    List<Edit> edits(List<Passage> passages, boolean asOf) {
        if (passages.isEmpty()) {
            return List.of();
        }
        var text = Buffer.buffer(JsonStringEncoder.getInstance().quoteAsUTF8(Block.of(passages, asOf)));
        int inside = content.from() + 1;
        var bytes = body.getByte(content.from()) == '"' ? text : part(text, inside);
        return List.of(new Edit(Span.before(inside), bytes));
    }

    private Buffer part(Buffer text, int inside) {
        return Buffer.buffer("{\"type\":\"" + partType + "\",\"text\":\"")
                .appendBuffer(text)
                .appendString(emptyAfter(inside) ? "\"}" : "\"},");
    }

    private boolean emptyAfter(int at) {
        int next = at;
        while (body.getByte(next) <= ' ') {
            next++;
        }
        return body.getByte(next) == ']';
    }
}
