package io.frond.model;

import java.time.Instant;

/**
 * A chunk chosen for an answer.
 *
 * @param source the document it comes from
 * @param heading title and heading path, {@code Returns > Electronics}
 * @param text as it stands in the document
 * @param score fused relevance, 0 to 1
 * @param modified when the document was last changed
 * @param stale whether that is longer ago than its collection allows
 */
public record Passage(Source source, String heading, String text, double score, Instant modified, boolean stale) {

    /** One that is not stale. */
    public Passage(Source source, String heading, String text, double score, Instant modified) {
        this(source, heading, text, score, modified, false);
    }
}
