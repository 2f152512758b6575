package io.frond.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A collection of documents.
 *
 * @param index name of the {@code Index} that searches it
 * @param source folder, watched
 * @param terms how old its documents may be, and who may find them
 */
public record KnowledgeConfig(
        String name, String index, Path source, Duration refresh, Chunk chunk, Search search, KnowledgeTerms terms) {

    /** The same under another name. */
    KnowledgeConfig named(String label) {
        return new KnowledgeConfig(label, index, source, refresh, chunk, search, terms);
    }

    static KnowledgeConfig from(String name, Section s, Names plugins) {
        return new KnowledgeConfig(
                name,
                s.choice("index", plugins.indexes(), plugins.indexes().get(0), "what searches it"),
                s.required("source", Disk.folder(), "folder of Markdown and text files, watched"),
                s.value(
                        "refresh",
                        Kinds.duration(Duration.ofMillis(100), Duration.ofDays(1)),
                        Duration.ofSeconds(1),
                        "changes are looked for every"),
                s.block("chunk", "how documents are cut", Chunk::from),
                s.block("search", "how passages are chosen", Search::from),
                KnowledgeTerms.from(s));
    }

    /**
     * @param tokens about so many per chunk
     * @param overlap tokens repeated from the chunk before
     */
    public record Chunk(int tokens, int overlap) {

        private static Chunk from(Section s) {
            var chunk = new Chunk(
                    s.integer("tokens", 400, 50, 4000, "of a chunk, about"),
                    s.integer("overlap", 60, 0, 2000, "tokens repeated from the chunk before; half a chunk at most"));
            if (chunk.overlap * 2 > chunk.tokens) {
                s.fault("overlap", "is more than half of the " + chunk.tokens + " tokens of a chunk");
            }
            return chunk;
        }
    }

    /**
     * @param topK passages at most
     * @param minScore fused relevance below which a passage is left out, 0 to 1
     * @param dense weight of the vectors in the fusion, 0 to 1; the rest is BM25's
     * @param context tokens of all passages together at most
     * @param timeout after which the request goes on without passages
     */
    public record Search(int topK, double minScore, double dense, int context, Duration timeout) {

        private static Search from(Section s) {
            return new Search(
                    s.integer("top_k", 5, 1, 50, "passages at most"),
                    s.share("min_score", 0.25, "relevance below which a passage is left out"),
                    s.share("dense", 0.5, "weight of the vectors; the rest is that of the words"),
                    s.value("context", Kinds.count(50, 1_000_000), 2000, "tokens of all passages together at most"),
                    s.duration("timeout", Duration.ofMillis(200), "then the request goes on without passages"));
        }
    }
}
