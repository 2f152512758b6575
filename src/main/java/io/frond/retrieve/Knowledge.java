package io.frond.retrieve;

import io.frond.config.KnowledgeConfig;
import io.frond.embed.Embedded;
import io.frond.model.Passage;
import io.frond.model.Source;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

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
    private final Feed feed;
    private final Succession succession;

    private Knowledge(KnowledgeConfig config, Index index, DocumentSource source, Means means) {
        this.config = config;
        this.index = index;
        this.means = means;
        this.editions = new Editions(config.name(), means.clock());
        this.selection = new Selection(config.name(), config.search());
        this.staleness = new Staleness(config.terms());
        this.succession = new Succession(means.vertx(), this::embedded);
        this.feed = index instanceof SharedIndex shared ? elected(shared, source) : intake(source);
    }

    private Feed intake(DocumentSource source) {
        return new Intake(config, source, index, editions, means);
    }

    private Feed elected(SharedIndex shared, DocumentSource source) {
        var remembering = new Remembering(source);
        return new Election(shared, editions, new Election.Knowing(config.name(), config.refresh(), means), () -> {
            remembering.anew();
            return intake(remembering);
        });
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
        return feed.start();
    }

    /**
     * Takes the place of one with the same documents and another embedder: that one is searched until all vectors are
     * there, and then closed.
     *
     * @return false where this one needs nobody for that; the other remains its owner's
     */
    public boolean inherit(Knowledge before) {
        boolean needed = dense() > 0
                && before.dense() > 0
                && !Objects.equals(
                        config.services().embedder(), before.config.services().embedder());
        if (needed) {
            succession.after(before);
        }
        return needed;
    }

    /** Whether this one waits for its vectors in the place of another. */
    public boolean inheritsFrom(Knowledge other) {
        return succession.before() == other;
    }

    private boolean embedded() {
        var stats = editions.stats();
        return means.documents().failed() || stats.embedded() == stats.chunks();
    }

    /** Looks at once for what has changed in the source; completes when searches see it. */
    public Future<Void> follow() {
        return feed.now();
    }

    /** The best chunks as they are, without the limits of {@code search}: for who shows them. */
    public Future<List<Hit>> hits(String question, Filter filter, int most) {
        return found(question, filter, most, means.clock().now())
                .map(hits -> hits.stream()
                        .filter(hit -> editions.holds(hit.chunk().document()))
                        .toList());
    }

    /** What the collection knows of the question, within the limits of its {@code search}. */
    public Future<Findings> search(String question) {
        return search(question, Filter.NONE);
    }

    /** The same, of the documents that the filter admits. */
    public Future<Findings> search(String question, Filter filter) {
        var before = succession.before();
        if (before != null) {
            return before.search(question, filter);
        }
        var membership = editions.membership();
        var content = editions.content();
        int k = (staleness.withholds() ? BEYOND_STALE : 1) * 2 * config.search().topK();
        var at = means.clock().now();
        return found(question, filter, k, at).map(hits -> findings(hits, at, membership, content));
    }

    private Future<List<Hit>> found(String question, Filter filter, int k, Instant at) {
        return read(question).compose(read -> {
            var vector = read.isEmpty() ? null : read.get().vector();
            var words = read.map(Embedded::words).orElse(List.of());
            return index.search(new Search(question, vector, dense(), k, filter, at), words);
        });
    }

    private Findings findings(List<Hit> hits, Instant at, Source membership, Source content) {
        var there = hits.stream()
                .filter(hit -> editions.holds(hit.chunk().document()))
                .toList();
        var now = means.clock().now();
        var served = staleness.served(there, now);
        var passages = staleness.dated(selection.of(served), served, now);
        var documents = passages.stream().map(Passage::source).distinct();
        var whole = Lasting.until(
                passages.isEmpty() ? content : membership, editions.coming().next(at));
        boolean onlyStale = passages.isEmpty()
                && served.size() < there.size()
                && !selection.of(there).isEmpty();
        return new Findings(
                passages, Stream.concat(documents, Stream.of(whole)).toList(), content.version(), onlyStale);
    }

    private double dense() {
        return config.search().dense();
    }

    /** What is not embedded in half the time of a search is searched for by its words alone. */
    private Future<Optional<Embedded>> read(String question) {
        var embedder = means.questions();
        if (dense() == 0 || !embedder.succeeded()) {
            return Future.succeededFuture(Optional.empty());
        }
        var half = config.search().timeout().dividedBy(2);
        return InTime.within(half, embedder.result().read(List.of(question)), means.vertx())
                .map(read -> Optional.of(read.getFirst()))
                .otherwise(Optional.empty());
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

    /** Whether its source is read so quickly and surely that requests can wait for it. */
    public boolean near() {
        return config.source().near();
    }

    /** Any thread. */
    public KnowledgeStats stats() {
        return editions.stats().with(feed.waiting(), feed.leftOut());
    }

    /** Whether the engine that its index is in answers. Any thread. */
    public boolean reachable() {
        return feed.reachable();
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
        return feed.stop().eventually(index::close).eventually(succession::end);
    }
}
