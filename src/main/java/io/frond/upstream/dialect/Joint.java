package io.frond.upstream.dialect;

import io.vertx.core.buffer.Buffer;

/**
 * Fits a second stream to what a client has been told of a first one: what it knows is held back, and the event in
 * which the new begins is cut there. From then on events go on as they are, but under the first one's id and without
 * a second role.
 *
 * <p>A replay must repeat every character. A continuation was asked for without the blanks at the end of the text, as
 * many models' templates drop them; it may bring them again. One stream's own.
 */
public final class Joint {
    private static final Buffer DONE = Buffer.buffer("data: [DONE]\n\n");

    private final SseScanner scanner = new SseScanner(new EventReader(this::event, false));
    private final Told told;
    private final String expected;
    private final boolean exact;
    private Buffer out = Buffer.buffer();
    private int at;
    private boolean joined;
    private boolean unfit;

    private Joint(Told told, String expected, boolean exact) {
        this.told = told;
        this.expected = expected;
        this.exact = exact;
        this.joined = expected.isEmpty();
    }

    /** For an answer to the same request. */
    public static Joint ofReplay(Told told) {
        return new Joint(told, told.text(), true);
    }

    /** For an answer to a request that holds what was told. */
    public static Joint ofContinuation(Told told) {
        var text = told.text();
        return new Joint(told, text.substring(text.stripTrailing().length()), false);
    }

    /** What of these bytes the client does not know; may be empty. */
    public Buffer take(Buffer bytes) {
        out = Buffer.buffer();
        var comments = scanner.take(bytes);
        unfit |= scanner.partlyGone();
        return unfit ? Buffer.buffer() : Buffer.buffer().appendBuffer(comments).appendBuffer(out);
    }

    /** All that was told has come, so that what comes now is new. */
    public boolean joined() {
        return joined;
    }

    /** It is another answer, or one whose events are too large to be fitted. */
    public boolean unfit() {
        return unfit;
    }

    private void held(ChatChunk chunk) {
        if (!chunk.isPlain()) {
            unfit |= exact;
            join(chunk, 0);
        } else if (chunk.hasChoice()) {
            compare(chunk);
        }
    }

    private void compare(ChatChunk chunk) {
        int same = same(chunk.content());
        at += same;
        boolean whole = same == chunk.content().length();
        if (at == expected.length() || (!exact && (!whole || chunk.isLast()))) {
            join(chunk, same);
        } else if (!whole || chunk.isLast()) {
            unfit = true;
        }
    }

    private int same(String content) {
        int most = Math.min(content.length(), expected.length() - at);
        int same = 0;
        while (same < most && content.charAt(same) == expected.charAt(at + same)) {
            same++;
        }
        return same;
    }

    /** So many characters of this chunk are known. */
    private void join(ChatChunk chunk, int known) {
        joined = true;
        if (known == 0) {
            goOn(chunk);
        } else if (known < chunk.content().length() || chunk.isLast()) {
            out.appendBuffer(chunk.event(told.id(), chunk.content().substring(known)));
        }
    }

    private void goOn(ChatChunk chunk) {
        boolean again = told.role() && chunk.hasRole() && chunk.isPlain();
        if (!again) {
            out.appendBuffer(chunk.event(told.id()));
        } else if (chunk.tellsMoreThanRole()) {
            out.appendBuffer(chunk.event(told.id(), chunk.content()));
        }
    }

    private void event(byte[] event) {
        if (unfit) {
            return;
        }
        if (EventData.isMark(event)) {
            unfit |= !joined && exact;
            joined = true;
            out.appendBuffer(DONE);
            return;
        }
        var chunk = ChatChunk.of(event);
        if (chunk == null) {
            unfit = true;
        } else if (joined) {
            goOn(chunk);
        } else {
            held(chunk);
        }
    }
}
