package io.frond.files;

import io.frond.files.Attachment.Chunking;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a file is on its way into a store's index.
 *
 * @param version of the document that was made of it; empty before
 * @param chunking by which it was cut
 * @param code why it failed, in OpenAI's word; null where it did not
 * @param message the same for people; empty where it did not fail
 * @param bytes of its text; 0 before that is known
 */
record Progress(
        State state,
        String version,
        Chunking chunking,
        @Nullable String code,
        String message,
        long bytes) {

    enum State {
        IN_PROGRESS,
        COMPLETED,
        FAILED,
        CANCELLED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Progress waiting(Chunking chunking) {
        return new Progress(State.IN_PROGRESS, "", chunking, null, "", 0);
    }

    static Progress cancelled(Chunking chunking) {
        return new Progress(State.CANCELLED, "", chunking, null, "", 0);
    }

    Progress read(String of, long size) {
        return new Progress(state, of, chunking, null, "", size);
    }

    Progress completed() {
        return new Progress(State.COMPLETED, version, chunking, null, "", bytes);
    }

    Progress failed(String word, String why) {
        return new Progress(State.FAILED, version, chunking, word, why, 0);
    }
}
