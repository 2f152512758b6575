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

    /** The same under another name. */
    KnowledgeConfig named(String label) {
        return new KnowledgeConfig(label, index, source, refresh, chunk, search);
    }

    /** Everything by default. */
    public static KnowledgeConfig usual(String name, String index, Path source) {
        return new KnowledgeConfig(name, index, source, Duration.ofSeconds(1), Chunk.USUAL, Search.USUAL);
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
                s.block("search", "how passages are chosen", Search::from));
    }

    /**
     * @param tokens about so many per chunk
     * @param overlap tokens repeated from the chunk before
     */
    public record Chunk(int tokens, int overlap) {
        private static final Chunk USUAL = new Chunk(400, 60);

        private static Chunk from(Section s) {
            var chunk = new Chunk(
                    s.integer("tokens", USUAL.tokens, 50, 4000, "of a chunk, about"),
                    s.integer(
                            "overlap",
                            USUAL.overlap,
                            0,
                            2000,
                            "tokens repeated from the chunk before; half a chunk at most"));
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
        private static final Search USUAL = new Search(5, 0.25, 0.5, 2000, Duration.ofMillis(200));

        private static Search from(Section s) {
            return new Search(
                    s.integer("top_k", USUAL.topK, 1, 50, "passages at most"),
                    s.share("min_score", USUAL.minScore, "relevance below which a passage is left out"),
                    s.share("dense", USUAL.dense, "weight of the vectors; the rest is that of the words"),
                    s.value(
                            "context",
                            Kinds.count(50, 1_000_000),
                            USUAL.context,
                            "tokens of all passages together at most"),
                    s.duration("timeout", USUAL.timeout, "then the request goes on without passages"));
        }
    }
}
