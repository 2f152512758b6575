package io.frond.model;

import io.vertx.core.buffer.Buffer;
import java.util.Comparator;
import java.util.List;

/**
 * One change of a body: the bytes of a range replaced by others. Every byte outside the ranges stays as the client
 * wrote it.
 */
public record Edit(Span at, Buffer bytes) {

    /**
     * The body with all edits made, in one new buffer. Ranges refer to the original bytes and must not overlap;
     * several insertions at one place keep the order of the list.
     */
    public static Buffer splice(Buffer body, List<Edit> edits) {
        if (edits.isEmpty()) {
            return body;
        }
        var ordered = edits.stream()
                .sorted(Comparator.comparingInt((Edit e) -> e.at.from()))
                .toList();
        var spliced = Buffer.buffer(body.length() + growth(edits));
        int copied = 0;
        for (Edit edit : ordered) {
            if (edit.at.from() < copied) {
                throw new IllegalArgumentException("edits overlap at byte " + edit.at.from());
            }
            spliced.appendBuffer(body, copied, edit.at.from() - copied).appendBuffer(edit.bytes);
            copied = edit.at.to();
        }
        return spliced.appendBuffer(body, copied, body.length() - copied);
    }

    private static int growth(List<Edit> edits) {
        return Math.max(
                0,
                edits.stream().mapToInt(e -> e.bytes.length() - e.at.length()).sum());
    }
}
