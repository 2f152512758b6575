package io.frond.retrieve;

import io.frond.config.KnowledgeConfig;
import io.frond.model.Clock;
import io.frond.model.Workers;
import io.vertx.core.Vertx;

/**
 * What an index is opened with.
 *
 * @param collection that it is for
 * @param holder who opens it, by a name that nobody else has
 * @param searching pool of the searches
 * @param writing pool of the changes, which a search should not queue behind
 */
public record Indexing(
        Vertx vertx, KnowledgeConfig collection, String holder, Clock clock, Workers searching, Workers writing) {

    /** How documents are cut and embedded: what was indexed in one way is of no use for another. */
    String variant() {
        var chunk = collection.chunk();
        var embedder = collection.services().embedder();
        return "1 " + chunk.tokens() + " " + chunk.overlap() + " " + (embedder == null ? "builtin" : embedder.space());
    }
}
