package io.frond.files;

import io.frond.config.FilesConfig;
import io.frond.config.KnowledgeConfig;
import io.frond.http.Resources;
import io.frond.model.Clock;
import io.frond.model.Reply;
import io.frond.model.Tenant;
import io.frond.model.Workers;
import io.frond.retrieve.DocumentSource;
import io.frond.retrieve.Knowledge;
import io.frond.retrieve.format.Formats;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** OpenAI's files and vector stores, kept in a folder of this Frond's own. Thread-safe; closed by whoever opened it. */
public final class FrondFiles implements Resources {
    private static final long SWEEP_MILLIS = 60_000;

    private final Vertx vertx;
    private final Repository repository;
    private final OpenStores open;
    private final FilesApi files;
    private final SearchApi search;
    private final Lent lent;
    private final Workers reading;
    private final Texts texts;
    private final Paths paths = new Paths();
    private final long sweeping;

    /**
     * What they are made of.
     *
     * @param journal runs one piece of work at a time; nobody else uses it
     * @param reading for files
     * @param formats of files that have text
     * @param make a collection of a store, not started; blocks. Closed here
     * @param collections of the configuration that a tenant may search, by name
     * @param random nobody can guess what it makes
     */
    public record Parts(
            Vertx vertx,
            Workers journal,
            Workers reading,
            Formats formats,
            Clock clock,
            BiFunction<KnowledgeConfig, DocumentSource, Knowledge> make,
            Function<Tenant, Map<String, Knowledge>> collections,
            RandomGenerator random) {}

    private FrondFiles(Parts parts, Repository repository) {
        this.vertx = parts.vertx();
        this.repository = repository;
        this.texts = new Texts(repository, parts.reading(), parts.formats());
        this.open = new OpenStores(repository, new OpenStores.Collections(parts.make(), parts.reading(), texts));
        this.files = new FilesApi(vertx, repository, this::deleted);
        this.lent = new Lent(parts.collections(), parts.clock().now());
        this.search = new SearchApi(repository, open, lent);
        this.reading = parts.reading();
        mount();
        this.sweeping = vertx.setPeriodic(SWEEP_MILLIS, due -> sweep());
    }

    private void mount() {
        var storeFiles = new StoreFilesApi(repository, open, lent, texts);
        files.mount(paths);
        new StoresApi(repository, open, lent).mount(paths);
        storeFiles.mount(paths);
        new BatchesApi(repository, open, storeFiles, lent).mount(paths);
        search.mount(paths);
    }

    /**
     * Opens what is kept; stores are indexed again in the background. Blocks.
     *
     * @throws IOException with a message for people, where the folder cannot be used
     */
    public static FrondFiles open(FilesConfig config, Parts parts) throws IOException {
        FirstUse.load();
        var around = new Repository.Surroundings(parts.journal(), parts.clock(), parts.random());
        var opened = new FrondFiles(parts, Repository.open(config, around));
        var unused = opened.open.restore();
        return opened;
    }

    @Override
    public Set<String> families() {
        return Set.of("files", "vector_stores");
    }

    @Override
    public Future<Reply> answer(Request request) {
        return paths.answer(request);
    }

    SearchApi search() {
        return search;
    }

    Workers reading() {
        return reading;
    }

    /** Whether the tenant has a store of this id. */
    boolean has(Tenant tenant, String store) {
        var own = repository.inventory().store(store);
        return (own != null && own.tenant().equals(tenant.name())) || lent.knowledge(tenant, store) != null;
    }

    private void deleted(String file, List<String> stores) {
        stores.forEach(store -> {
            var unused = open.follow(store);
        });
    }

    private void sweep() {
        open.sweep();
        var unused = files.sweep();
    }

    /** Ends indexing and lets go of the folder. */
    public Future<Void> close() {
        boolean unused = vertx.cancelTimer(sweeping);
        return open.close().eventually(repository::close);
    }
}
