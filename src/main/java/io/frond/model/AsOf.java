package io.frond.model;

import java.time.Instant;
import java.util.List;

/**
 * Of when an answer's passages are.
 *
 * @param oldest when the one of their documents that was left alone the longest was last changed
 * @param stale documents among them that are older than their collection allows, each once
 */
public record AsOf(Instant oldest, List<String> stale) {

    public AsOf {
        stale = List.copyOf(stale);
    }
}
