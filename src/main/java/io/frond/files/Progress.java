package io.frond.files;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a file is on its way into a store's index.
 *
 * @param version of the document that was made of it; empty before
 * @param code why it failed, in OpenAI's word; null where it did not
 * @param message the same for people; empty where it did not fail
 * @param bytes of its text; 0 before that is known
 */
record Progress(State state, String version, @Nullable String code, String message, long bytes) {
    static final Progress WAITING = new Progress(State.IN_PROGRESS, "", null, "", 0);
    static final Progress TAKEN_BACK = new Progress(State.CANCELLED, "", null, "", 0);

    enum State {
        IN_PROGRESS,
        COMPLETED,
        FAILED,
        CANCELLED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Its text is there, and on its way into the index. */
    static Progress read(String version, long bytes) {
        return new Progress(State.IN_PROGRESS, version, null, "", bytes);
    }

    static Progress failed(String version, String code, String message) {
        return new Progress(State.FAILED, version, code, message, 0);
    }

    /** What was read is searched now, or will never be. */
    Progress settled(boolean searched) {
        return searched
                ? new Progress(State.COMPLETED, version, null, "", bytes)
                : failed(version, "server_error", "The file could not be indexed.");
    }
}
