package io.frond.model;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One change of a body: the bytes of a range replaced by others. Every byte outside the ranges stays as the client
 * wrote it.
 */
public record Edit(Span at, Buffer bytes) {

    private static final Comparator<Edit> IN_ORDER =
            Comparator.comparingInt(edit -> edit.at().from());

    /**
     * The body with all edits made, in one new buffer. Ranges refer to the original bytes and must not overlap;
     * several insertions at one place keep the order of the list.
     */
    public static Buffer splice(Buffer body, List<Edit> edits) {
        return joined(pieces(body, edits));
    }

    /** The pieces as one: copied where there are several. */
    public static Buffer joined(List<Buffer> pieces) {
        if (pieces.size() == 1) {
            return pieces.get(0);
        }
        var joined = Buffer.buffer(length(pieces));
        pieces.forEach(joined::appendBuffer);
        return joined;
    }

    /** In bytes, of all together. */
    public static int length(List<Buffer> pieces) {
        int length = 0;
        for (Buffer piece : pieces) {
            length += piece.length();
        }
        return length;
    }

    /** The same without copying: parts of the body and the bytes between them, in order, none empty. */
    public static List<Buffer> pieces(Buffer body, List<Edit> edits) {
        if (edits.isEmpty()) {
            return List.of(body);
        }
        var ordered = new ArrayList<>(edits);
        ordered.sort(IN_ORDER);
        var pieces = new ArrayList<Buffer>(2 * edits.size() + 1);
        int done = 0;
        for (Edit edit : ordered) {
            if (edit.at.from() < done) {
                throw new IllegalArgumentException("edits overlap at byte " + edit.at.from());
            }
            add(body.slice(done, edit.at.from()), pieces);
            add(edit.bytes, pieces);
            done = edit.at.to();
        }
        add(body.slice(done, body.length()), pieces);
        return pieces;
    }

    private static void add(Buffer piece, List<Buffer> pieces) {
        if (piece.length() > 0) {
            pieces.add(piece);
        }
    }
}
