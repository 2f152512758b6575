package io.frond.retrieve;

import java.time.Instant;

/**
 * A piece of a document that fits into an answer.
 *
 * @param document its document's id
 * @param facts of the document as it was cut
 * @param ordinal place within the document, from 0
 * @param heading heading path, {@code Returns > Electronics}
 * @param text as it stands in the document, without markup and characters that nobody sees
 */
public record Chunk(String document, Facts facts, int ordinal, String heading, String text) {

    public String version() {
        return facts.version();
    }

    public Instant modified() {
        return facts.modified();
    }

    /** What is searched: the text below its heading, so that a chunk is also found by what it stands under. */
    String searchable() {
        return heading + "\n" + text;
    }

    /** Tokens, about: a fourth of its characters, rounded up. English runs at 4 to 5; other scripts at fewer. */
    static int tokens(CharSequence text) {
        return (text.length() + 3) / 4;
    }
}
