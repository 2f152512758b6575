package io.frond.retrieve;

import io.frond.config.KnowledgeConfig;
import io.frond.model.Passage;
import io.frond.model.Source;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A collection of documents that follows its source and can be searched.
 *
 * <p>A document is found by its words as soon as it is read; its vectors are made in the background and join then. A
 * change in the source shows within about one refresh interval. Versions are noted before the index changes: an
 * answer made in between counts as made from the old version, and dies with it.
 */
public final class Knowledge {
    /** So many times as much is searched for where what is stale is left out. */
    private static final int BEYOND_STALE = 4;

    private final KnowledgeConfig config;
    private final Index index;
    private final Means means;
    private final Editions editions;
    private final Selection selection;
    private final Staleness staleness;
    private final Intake intake;

    private Knowledge(KnowledgeConfig config, Index index, DocumentSource source, Means means) {
        this.config = config;
        this.index = index;
        this.means = means;
        this.editions = new Editions(config.name(), means.clock());
        this.selection = new Selection(config.name(), config.search());
        this.staleness = new Staleness(config.terms());
        this.intake = new Intake(config, source, index, editions, means);
    }

    /** Nothing runs before {@link #start()}. The index is the collection's own and closed with it. */
    public static Knowledge open(KnowledgeConfig config, Index index, DocumentSource source, Means means) {
        return new Knowledge(config, index, source, means);
    }

    /**
     * Reads all documents, then follows the source.
     *
     * @return completes when every document is found by its words; fails where the source cannot be reached
     */
    public Future<Void> start() {
        return intake.start();
    }

    /** What the collection knows of the question, within the limits of its {@code search}. */
    public Future<Findings> search(String question) {
        return search(question, Filter.NONE);
    }

    /** The same, of the documents that the filter admits. */
    public Future<Findings> search(String question, Filter filter) {
        var membership = editions.membership();
        var content = editions.content();
        return vector(question).compose(vector -> {
            var asked = asked(question, filter, vector);
            return index.search(asked).map(hits -> findings(hits, asked, membership, content));
        });
    }

    private Search asked(String question, Filter filter, Vector vector) {
        int k = (staleness.withholds() ? BEYOND_STALE : 1) * 2 * config.search().topK();
        return new Search(
                question, vector.value(), dense(), k, filter, means.clock().now());
    }

    private Findings findings(List<Hit> hits, Search asked, Source membership, Source content) {
        var there = hits.stream()
                .filter(hit -> editions.holds(hit.chunk().document()))
                .toList();
        var now = means.clock().now();
        var served = staleness.served(there, now);
        var passages = staleness.dated(selection.of(served), served, now);
        var documents = passages.stream().map(Passage::source).distinct();
        var whole = Lasting.until(
                passages.isEmpty() ? content : membership, editions.coming().next(asked.at()));
        boolean onlyStale = passages.isEmpty()
                && served.size() < there.size()
                && !selection.of(there).isEmpty();
        return new Findings(
                passages, Stream.concat(documents, Stream.of(whole)).toList(), content.version(), onlyStale);
    }

    private double dense() {
        return config.search().dense();
    }

    /** A vector that is not there in half the time of a search is done without. */
    private Future<Vector> vector(String question) {
        var embedder = means.questions();
        if (dense() == 0 || !embedder.succeeded()) {
            return Future.succeededFuture(Vector.NONE);
        }
        var half = config.search().timeout().dividedBy(2);
        return InTime.within(half, embedder.result().embed(List.of(question)), means.vertx())
                .map(vectors -> new Vector(vectors.getFirst()))
                .otherwise(Vector.NONE);
    }

    /** A question's vector, or none. */
    private static final class Vector {
        static final Vector NONE = new Vector(null);
        private final float @Nullable [] value;

        Vector(float @Nullable [] value) {
            this.value = value;
        }

        float @Nullable [] value() {
            return value;
        }
    }

    /**
     * Whether what an answer was made from still stands. Documents of other collections do not. Any thread, no I/O.
     */
    public boolean current(Source source) {
        return !Lasting.over(source, means.clock().now()) && editions.current(Lasting.bare(source));
    }

    /** Never current: for answers that should have come from this collection and did not. */
    Source unknown() {
        return new Source(config.name(), "", "");
    }

    /** Any thread. */
    public KnowledgeStats stats() {
        return editions.stats();
    }

    /** Any thread. */
    public KnowledgeAge age() {
        var modified = editions.modified();
        var now = means.clock().now();
        return new KnowledgeAge(
                editions.content().version(),
                editions.changes().perDay(),
                modified.stream().min(Comparator.naturalOrder()).orElse(null),
                (int) modified.stream()
                        .filter(then -> staleness.stale(then, now))
                        .count());
    }

    boolean refusesStale() {
        return staleness.refuses();
    }

    KnowledgeConfig config() {
        return config;
    }

    /** Ends following and frees the index; searches fail from then on. */
    public Future<Void> close() {
        return intake.stop().eventually(index::close);
    }
}
