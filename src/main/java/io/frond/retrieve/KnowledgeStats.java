package io.frond.retrieve;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A collection in figures.
 *
 * @param chunks of all documents
 * @param embedded how many of them have vectors
 * @param flagged how many of them read like instructions to a model
 * @param newest when a document was last changed; null where there are none
 * @param waiting documents that are still to be read
 * @param failed documents that cannot be found, and why
 */
public record KnowledgeStats(
        int documents,
        int chunks,
        int embedded,
        int flagged,
        @Nullable Instant newest,
        int waiting,
        SortedMap<String, String> failed) {

    /** Of what can be found, nothing else being known. */
    KnowledgeStats(int documents, int chunks, int embedded, int flagged, @Nullable Instant newest) {
        this(documents, chunks, embedded, flagged, newest, 0, Collections.emptySortedMap());
    }

    KnowledgeStats with(int stillWaiting, SortedMap<String, String> whyFailed) {
        return new KnowledgeStats(documents, chunks, embedded, flagged, newest, stillWaiting, whyFailed);
    }

    /** 0 to 1. */
    public double vectors() {
        return chunks == 0 ? 0 : (double) embedded / chunks;
    }
}
