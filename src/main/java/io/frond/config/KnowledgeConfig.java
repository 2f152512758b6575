package io.frond.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A collection of documents.
 *
 * @param index name of the {@code Index} that searches it
 * @param source folder, watched
 */
public record KnowledgeConfig(String name, String index, Path source, Duration refresh, Chunk chunk, Search search) {

    /**
     * @param tokens about so many per chunk
     * @param overlap tokens repeated from the chunk before
     */
    public record Chunk(int tokens, int overlap) {}

    /**
     * @param topK passages at most
     * @param minScore fused relevance below which a passage is left out, 0 to 1
     * @param dense weight of the vectors in the fusion, 0 to 1; the rest is BM25's
     * @param context tokens of all passages together at most
     * @param timeout after which the request goes on without passages
     */
    public record Search(int topK, double minScore, double dense, int context, Duration timeout) {}
}
