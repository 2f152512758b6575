package io.frond.files;

import io.frond.config.KnowledgeConfig;
import io.frond.config.KnowledgeTerms;
import io.frond.config.Services;
import io.frond.config.SourceConfig;
import io.frond.model.Workers;
import io.frond.retrieve.DocumentSource;
import io.frond.retrieve.Knowledge;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The vector stores that have an index: those that have files and are not over. Thread-safe. */
final class OpenStores {
    private static final Logger LOG = LoggerFactory.getLogger(OpenStores.class);

    /** Stores say themselves when something has changed. */
    private static final Duration NEVER_BY_ITSELF = Duration.ofDays(1);

    /** A client waits for its search; longer than a request that is only to be answered better by it. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int MOST = 50;

    private final Repository repository;
    private final Collections collections;
    private final Map<String, OpenStore> open = new ConcurrentHashMap<>();
    private volatile boolean closed;

    OpenStores(Repository repository, Collections collections) {
        this.repository = repository;
        this.collections = collections;
    }

    /**
     * What indexes are made with.
     *
     * @param make a collection that is not started; blocks
     * @param workers for making collections
     * @param texts of files
     */
    record Collections(BiFunction<KnowledgeConfig, DocumentSource, Knowledge> make, Workers workers, Texts texts) {}

    /** Indexes again what was kept, the newest first. */
    Future<Void> restore() {
        var done = Future.<Void>succeededFuture();
        var all = repository.inventory().stores().stream()
                .sorted(Comparator.comparingLong(VectorStore::order).reversed())
                .toList();
        for (var store : all) {
            done = done.compose(before -> follow(store.id()))
                    .onFailure(failed ->
                            LOG.warn("vector store {} could not be indexed: {}", store.id(), failed.toString()))
                    .otherwiseEmpty();
        }
        return done;
    }

    /** Brings the index to what is kept of the store; completes when searches see it. */
    Future<Void> follow(String id) {
        var store = repository.inventory().store(id);
        if (closed) {
            return Future.failedFuture("vector stores are closed");
        }
        if (store == null || store.expired(repository.now())) {
            return close(id);
        }
        var there = open.get(id);
        if (there != null) {
            return there.follow();
        }
        if (repository.attachments(id).isEmpty()) {
            return Future.succeededFuture();
        }
        var fresh = new OpenStore[1];
        var one = open.computeIfAbsent(id, none -> fresh[0] = opening(id));
        return one == fresh[0] ? one.start() : one.follow();
    }

    private OpenStore opening(String id) {
        var source = new StoreSource(id, repository, collections.texts());
        return new OpenStore(id, source, from -> collections
                .workers()
                .run(() -> collections.make().apply(config(id), from)));
    }

    private KnowledgeConfig config(String id) {
        var config = repository.config();
        return new KnowledgeConfig(
                id,
                "lucene",
                new SourceConfig.Folder(config.folder()),
                NEVER_BY_ITSELF,
                new KnowledgeConfig.Chunk(Attachment.Chunking.AUTO.tokens(), Attachment.Chunking.AUTO.overlap()),
                new KnowledgeConfig.Search(MOST, 0, config.dense(), 1_000_000, PATIENCE),
                Services.NONE,
                KnowledgeTerms.NONE);
    }

    /** To be searched; empty where the store has no files. Of one that is still being restored, as far as that is. */
    Future<Optional<OpenStore>> ready(String id) {
        var there = open.get(id);
        return there == null
                ? follow(id).map(done -> Optional.ofNullable(open.get(id)))
                : Future.succeededFuture(Optional.of(there));
    }

    Progress progress(Attachment one) {
        var store = open.get(one.store());
        if (store != null) {
            return store.progress(one);
        }
        return one.cancelled() ? Progress.TAKEN_BACK : Progress.WAITING;
    }

    /** Nothing happens where it has no index. */
    Future<Void> close(String id) {
        var one = open.remove(id);
        return one == null ? Future.succeededFuture() : one.close();
    }

    /** Frees the indexes of stores that are over. */
    void sweep() {
        var now = repository.now();
        for (var id : List.copyOf(open.keySet())) {
            var store = repository.inventory().store(id);
            if (store == null || store.expired(now)) {
                var unused = close(id);
            }
        }
    }

    Future<Void> close() {
        closed = true;
        var all = List.copyOf(open.keySet()).stream().map(this::close).toList();
        return Future.join(all).mapEmpty();
    }
}
