package io.frond.retrieve;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How fresh a collection is.
 *
 * @param generation digest of all its documents in their versions, as searches see them; equal for equal contents
 * @param changesPerDay documents that change in a day, of late
 * @param oldest when the document that was left alone the longest was last changed; null where there are none
 * @param stale documents that are older than the collection allows
 */
public record KnowledgeAge(
        String generation, double changesPerDay, @Nullable Instant oldest, int stale) {}
