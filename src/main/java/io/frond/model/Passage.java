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
 */
public record Passage(Source source, String heading, String text, double score, Instant modified) {}
