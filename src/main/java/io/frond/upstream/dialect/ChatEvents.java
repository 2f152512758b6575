package io.frond.upstream.dialect;

import io.frond.model.Usage;
import io.vertx.core.buffer.Buffer;
import java.util.BitSet;

/** A stream of chat completion chunks. The usage that Frond asked for is kept from a client that did not. */
final class ChatEvents extends JsonEvents<ChatDocument> {
    private static final Buffer END = Buffer.buffer("data: [DONE]\n\n");

    private final boolean hideUsage;
    private final long choices;
    private final BitSet begun = new BitSet();
    private final BitSet ended = new BitSet();
    private Usage usage = Usage.UNKNOWN;
    private long pieces;
    private long characters;
    private String finish = "";

    /** @param choices how many answers were asked for: with fewer, a stream is complete only when it says so */
    ChatEvents(boolean hideUsage, long choices) {
        this.hideUsage = hideUsage;
        this.choices = choices;
    }

    @Override
    ChatDocument fresh() {
        return new ChatDocument();
    }

    @Override
    Buffer missingEnd() {
        return END;
    }

    @Override
    public boolean complete() {
        return said() || (!begun.isEmpty() && begun.equals(ended) && ended.cardinality() >= choices);
    }

    @Override
    public Dialect.Facts facts() {
        return new Dialect.Facts(JsonDocument.usage(usage, pieces, characters), finish, "");
    }

    @Override
    boolean judge(ChatDocument seen) {
        if (seen.usage().reported()) {
            usage = seen.usage();
        }
        pieces += seen.written() > 0 ? 1 : 0;
        characters += seen.written();
        begun.or(seen.begun());
        ended.or(seen.ended());
        if (!seen.firstFinish().isEmpty() && finish.isEmpty()) {
            finish = seen.firstFinish();
        }
        return !(hideUsage && seen.isUsageOnly());
    }
}
