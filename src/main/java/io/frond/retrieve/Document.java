package io.frond.retrieve;

import java.time.Instant;

/**
 * A document as its source has it.
 *
 * @param id path or other name, unique within the source and steady over changes
 * @param text all of it, as written
 */
public record Document(String id, String text, Facts facts) {

    public String version() {
        return facts.version();
    }

    public Instant modified() {
        return facts.modified();
    }

    /** Contents stay out of logs, so also out of this. */
    @Override
    public String toString() {
        return "Document[" + id + ", " + text.length() + " characters]";
    }
}
