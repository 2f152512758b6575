package io.frond.retrieve;

import io.frond.config.KnowledgeConfig;
import io.frond.embed.Embedded;
import io.frond.model.Clock;
import io.frond.model.Passage;
import io.frond.model.Workers;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What other settings of {@code search} would make of an index: the same hits and the same selection as
 * {@link Knowledge#search} would have with them. Settings of one weight share a search.
 */
public final class Trials {
    private final KnowledgeConfig config;
    private final Index index;
    private final Workers workers;
    private final Clock clock;

    /** @param index of the collection; stays its owner's */
    public Trials(KnowledgeConfig config, Index index, Workers workers, Clock clock) {
        this.config = config;
        this.index = index;
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * What came of one way of searching.
     *
     * @param documents of the passages, best first, each once
     * @param tokens of all passages
     */
    public record Chosen(List<String> documents, int tokens) {

        public Chosen {
            documents = List.copyOf(documents);
        }
    }

    /** A document cut as the collection's are. Milliseconds. */
    public static List<Chunk> cut(Document document, KnowledgeConfig config) {
        return new Chunker(config.chunk()).chunks(document);
    }

    /**
     * One per way, in order.
     *
     * @param read what the question means
     */
    public Future<List<Chosen>> of(String question, Embedded read, List<KnowledgeConfig.Search> ways) {
        var now = clock.now();
        int deepest = ways.stream().mapToInt(Trials::depth).max().orElse(1);
        var found = new LinkedHashMap<Double, Future<List<Hit>>>();
        for (var way : ways) {
            found.computeIfAbsent(way.dense(), dense -> found(question, read, dense, deepest, now));
        }
        return Future.all(List.copyOf(found.values())).compose(all -> workers.run(() -> chosen(ways, found, now)));
    }

    /** Without weight for the vectors there are none of questions either, as when serving. */
    private Future<List<Hit>> found(String question, Embedded read, double dense, int k, Instant now) {
        return dense == 0
                ? index.search(new Search(question, null, 0, k, Filter.NONE, now))
                : index.search(new Search(question, read.vector(), dense, k, Filter.NONE, now), read.words());
    }

    private List<Chosen> chosen(List<KnowledgeConfig.Search> ways, Map<Double, Future<List<Hit>>> found, Instant now) {
        var staleness = new Staleness(config.terms());
        var served = found.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        one -> staleness.served(one.getValue().result(), now)));
        return ways.stream()
                .map(way -> chosen(way, served.getOrDefault(way.dense(), List.of())))
                .toList();
    }

    private Chosen chosen(KnowledgeConfig.Search way, List<Hit> hits) {
        var first = hits.subList(0, Math.min(depth(way), hits.size()));
        var passages = new Selection(config.name(), way).of(first);
        var documents = passages.stream().map(passage -> passage.source().document());
        return new Chosen(
                documents.distinct().toList(),
                passages.stream().map(Trials::text).mapToInt(Chunk::tokens).sum());
    }

    private static int depth(KnowledgeConfig.Search way) {
        return 2 * way.topK();
    }

    private static String text(Passage passage) {
        return passage.heading() + "\n" + passage.text();
    }
}
