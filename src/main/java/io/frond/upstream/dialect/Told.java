package io.frond.upstream.dialect;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What a client has been told of a chat answer so far, read from the events that went to it. Keeps the text while the
 * answer is nothing but text, up to 512 Ki characters. One stream's own.
 */
public final class Told {
    private static final int LONGEST = 512 * 1024;

    private final SseScanner scanner = new SseScanner(new EventReader(this::event, true));
    private final StringBuilder text = new StringBuilder();
    private @Nullable Buffer id;
    private boolean role;
    private boolean over;
    private int deltas;

    /** Bytes that went to the client. */
    public void take(Buffer bytes) {
        if (over) {
            return;
        }
        var unused = scanner.take(bytes);
        if (scanner.partlyGone()) {
            forget();
        }
    }

    /** Whether somebody else can go on from here: it was text of one choice, all of it is known, and it has no end. */
    public boolean isOpen() {
        return !over;
    }

    public String text() {
        return text.toString();
    }

    /** Events that brought text; none holds less than a token of the model, as a rule. */
    int deltas() {
        return deltas;
    }

    @Nullable
    Buffer id() {
        return id;
    }

    boolean role() {
        return role;
    }

    private void forget() {
        over = true;
        text.setLength(0);
        text.trimToSize();
    }

    private void event(byte[] event) {
        if (!over) {
            note(ChatChunk.of(event));
        }
    }

    private void note(@Nullable ChatChunk chunk) {
        if (chunk == null
                || !chunk.isPlain()
                || chunk.isLast()
                || text.length() + chunk.content().length() > LONGEST) {
            forget();
            return;
        }
        id = id == null ? chunk.id() : id;
        role |= chunk.hasRole();
        deltas += chunk.content().isEmpty() ? 0 : 1;
        text.append(chunk.content());
    }
}
