package io.frond.retrieve;

import io.frond.config.OpenSearchConfig;
import io.frond.config.PostgresConfig;
import io.frond.embed.Word;
import io.frond.model.Workers;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;

/**
 * The searchable chunks of one collection. Two collections never share an index, so no search can cross them.
 *
 * <p>Changes of one document must be made one after the other; the newest wins.
 */
public interface Index {

    /**
     * Puts a document's chunks in place of those it had. Searched from the next {@link #refresh()} on.
     *
     * @param vectors one of unit length per chunk, in order; empty while they are not made
     */
    Future<Void> put(String document, List<Chunk> chunks, List<float[]> vectors);

    /**
     * The same with what the words of each chunk mean, for an index that can compare them with those of a question.
     *
     * @param signs of {@link WordSigns}, one per chunk, in order
     */
    default Future<Void> put(String document, List<Chunk> chunks, List<float[]> vectors, List<byte[]> signs) {
        return put(document, chunks, vectors);
    }

    /** Takes a document out. Nothing happens where it is not there. */
    Future<Void> delete(String document);

    /** Makes searchable whatever was put and deleted before. */
    Future<Void> refresh();

    /** The best chunks of those that the search admits, best first. */
    Future<List<Hit>> search(Search search);

    /** The same with the question word by word, which refines the order where the index can. */
    default Future<List<Hit>> search(Search search, List<Word> words) {
        return search(search);
    }

    /** Ends all work and frees the memory. */
    Future<Void> close();

    /**
     * An index in this process's memory, by Lucene.
     *
     * @param searching pool of the searches, about 1 ms each
     * @param writing pool of the changes, which a search should not queue behind
     */
    static Index inMemory(Workers searching, Workers writing) {
        return new LuceneIndex(searching, writing);
    }

    /** An index in PostgreSQL, by pgvector. Its configuration says where. */
    static Index inPostgres(Indexing setting) {
        var where = Objects.requireNonNull(setting.collection().services().engine(), "no engine is configured");
        return new PostgresIndex((PostgresConfig) where, setting, SharedIndex.LEASE);
    }

    /** An index in OpenSearch. Its configuration says where. */
    static Index inOpenSearch(Indexing setting) {
        var where = Objects.requireNonNull(setting.collection().services().engine(), "no engine is configured");
        return new OpenSearchIndex((OpenSearchConfig) where, setting, SharedIndex.LEASE);
    }
}
