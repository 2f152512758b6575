package io.frond.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A collection of documents.
 *
 * @param index name of the {@code Index} that searches it
 * @param services what it uses of other programs
 * @param terms how old its documents may be, and who may find them
 */
public record KnowledgeConfig(
        String name,
        String index,
        SourceConfig source,
        Duration refresh,
        Chunk chunk,
        Search search,
        Services services,
        KnowledgeTerms terms) {

    /** The same under another name. */
    KnowledgeConfig named(String label) {
        return new KnowledgeConfig(label, index, source, refresh, chunk, search, services, terms);
    }

    /** The same without vectors. */
    public KnowledgeConfig byWords() {
        var words = new Search(search.topK, search.minScore, 0, search.context, search.timeout);
        return new KnowledgeConfig(name, index, source, refresh, chunk, words, services, terms);
    }

    /** Everything by default. */
    public static KnowledgeConfig usual(String name, String index, Path source) {
        var folder = new SourceConfig.Folder(source);
        return new KnowledgeConfig(
                name, index, folder, Duration.ofSeconds(1), Chunk.USUAL, Search.USUAL, Services.NONE, KnowledgeTerms.NONE);
    }

    static KnowledgeConfig from(String name, Section s, Names plugins, Services.Choice services) {
        var index = s.choice("index", plugins.indexes(), plugins.indexes().get(0), "what searches it");
        return new KnowledgeConfig(
                name,
                index,
                s.<SourceConfig>valueOrBlock(
                        "source",
                        Disk.folder().as(SourceConfig.Folder::new),
                        "folder of documents, watched; or a block with pages of the web",
                        SourceConfig::from),
                s.value(
                        "refresh",
                        Kinds.duration(Duration.ofMillis(100), Duration.ofDays(1)),
                        Duration.ofSeconds(1),
                        "changes are looked for every"),
                s.block("chunk", "how documents are cut", Chunk::from),
                s.block("search", "how passages are chosen", Search::from),
                services.of(index, s),
                KnowledgeTerms.from(s));
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
