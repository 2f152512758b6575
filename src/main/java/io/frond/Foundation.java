package io.frond;

import io.frond.account.Answered;
import io.frond.account.CalibratedTokens;
import io.frond.account.Ratings;
import io.frond.config.EmbedderConfig;
import io.frond.embed.Embedders;
import io.frond.embed.Memo;
import io.frond.embed.MiniLm;
import io.frond.embed.RemoteEmbedder;
import io.frond.files.FrondFiles;
import io.frond.gateway.Affinity;
import io.frond.limit.LimitStore;
import io.frond.limit.Reservations;
import io.frond.model.Clock;
import io.frond.model.Workers;
import io.frond.observe.Metrics;
import io.frond.retrieve.format.Formats;
import io.frond.route.Decisions;
import io.frond.upstream.Surroundings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What outlives every configuration: clock, randomness, pools, counts, metrics, the embedding model. The wiring opens
 * and closes it.
 *
 * <p>Requests have a pool of their own, so that a folder of thousands of documents never stands before a question; and
 * reading documents has one apart from embedding them, so that they can be found before they have vectors. So have the
 * readers of PDFs and their like, which a hostile file may hold for seconds.
 */
final class Foundation {
    private static final int WAITING_REQUESTS = 512;
    private static final int WAITING_DOCUMENTS = 1_024;
    private static final int WAITING_BOOKS = 64;
    private static final int WAITING_FILES = 1_024;
    private static final int WAITING_READINGS = 1_024;

    final Vertx vertx;
    final Clock clock = Clock.system();
    final Metrics metrics = new Metrics();
    final Affinity affinity = new Affinity(clock);
    final Decisions decisions = new Decisions();
    final Answered answered = new Answered();
    final Ratings ratings = new Ratings(metrics);
    final LimitStore limits = LimitStore.memory(clock);
    final Reservations reservations;
    final SplittableRandom ids;
    final VertxWorkers requests;
    final VertxWorkers documents;
    final VertxWorkers vectors;
    final VertxWorkers books;
    final VertxWorkers files;
    final VertxWorkers readings;
    final Formats formats;
    final CalibratedTokens tokens = new CalibratedTokens();
    private final Workers background;
    final Random draws;
    private final long renewing;
    private final Map<EmbedderConfig, Embedders> remote = new HashMap<>();
    private @Nullable Future<MiniLm> model;
    private @Nullable Future<Embedders> builtin;

    /** What is kept of uploads; null where nothing is, and until it is opened. The wiring sets and closes it. */
    volatile @Nullable FrondFiles kept;

    /** @param seed of everything that is left to chance */
    Foundation(Vertx vertx, long seed) {
        this.vertx = vertx;
        this.ids = new SplittableRandom(seed);
        this.draws = new Random(seed);
        this.reservations = new Reservations(Long.toString(ids.nextLong() >>> 1, Character.MAX_RADIX));
        this.renewing = vertx.setPeriodic(LimitStore.LEASE.toMillis() / 3, due -> reservations.renew());
        int cores = Runtime.getRuntime().availableProcessors();
        int half = Math.max(1, cores / 2);
        this.requests = VertxWorkers.open(vertx, "frond-requests", Math.max(2, cores), WAITING_REQUESTS);
        this.documents = VertxWorkers.open(vertx, "frond-documents", half, WAITING_DOCUMENTS);
        this.vectors = VertxWorkers.open(vertx, "frond-vectors", half, WAITING_DOCUMENTS);
        this.books = VertxWorkers.open(vertx, "frond-usage", 1, WAITING_BOOKS);
        this.files = VertxWorkers.open(vertx, "frond-files", 1, WAITING_FILES);
        this.readings = VertxWorkers.open(vertx, "frond-formats", half, WAITING_READINGS);
        this.formats = Formats.on(vertx, readings, clock);
        this.background = new Yielding(vectors, metrics::requests, vertx, clock);
    }

    Surroundings surroundings() {
        return new Surroundings(vertx, clock, draws, metrics.registry(), requests);
    }

    /** The built-in model, loaded when first asked for: it takes a second and a hundred megabytes. */
    synchronized Future<Embedders> embedders() {
        if (model == null) {
            model = MiniLm.open(vectors);
        }
        if (builtin == null) {
            builtin = model.map(loaded -> new Embedders(new Memo(loaded.on(requests)), loaded.on(background)));
        }
        return builtin;
    }

    /** @param wanted null for the built-in model */
    synchronized Future<Embedders> embedders(@Nullable EmbedderConfig wanted) {
        return wanted == null
                ? embedders()
                : Future.succeededFuture(remote.computeIfAbsent(wanted, first -> {
                    var service = new RemoteEmbedder(vertx, first, clock);
                    return new Embedders(new Memo(service), service);
                }));
    }

    synchronized Future<Void> close() {
        vertx.cancelTimer(renewing);
        remote.values().forEach(service -> service.bulk().close());
        var loaded = model == null ? Future.<Void>succeededFuture() : model.<Void>compose(this::close);
        return loaded.otherwiseEmpty()
                .eventually(requests::close)
                .eventually(documents::close)
                .eventually(vectors::close)
                .eventually(books::close)
                .eventually(files::close)
                .eventually(readings::close)
                .mapEmpty();
    }

    private Future<Void> close(MiniLm loaded) {
        return vectors.run(() -> {
            loaded.close();
            return null;
        });
    }
}
