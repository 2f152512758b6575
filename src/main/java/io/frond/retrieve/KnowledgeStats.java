package io.frond.retrieve;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A collection in figures.
 *
 * @param chunks of all documents
 * @param embedded how many of them have vectors
 * @param flagged how many of them read like instructions to a model
 * @param newest when a document was last changed; null where there are none
 */
public record KnowledgeStats(
        int documents,
        int chunks,
        int embedded,
        int flagged,
        @Nullable Instant newest) {

    /** 0 to 1. */
    public double vectors() {
        return chunks == 0 ? 0 : (double) embedded / chunks;
    }
}
