package io.frond.retrieve;

import io.frond.config.KnowledgeConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a source: looks, reads what has changed, has it cut, puts it on the shelf, and looks again.
 *
 * <p>One document at a time, so that a large folder takes one worker and never more. Everything here runs on one event
 * loop; reading, cutting and indexing run on workers.
 */
final class Intake implements Feed {
    private static final Logger LOG = LoggerFactory.getLogger(Knowledge.class);

    private final KnowledgeConfig config;
    private final DocumentSource source;
    private final ChangeRate changes;
    private final Means means;
    private final Vertx vertx;
    private final Context context;
    private final Chunker chunker;
    private final Patience patience;
    private final Shelf shelf;
    private final Progress progress;
    private final Vectors vectors;
    /** Documents whose last change did not reach the index. */
    private final Set<String> owed = new LinkedHashSet<>();

    private final Set<String> owedRemovals = new LinkedHashSet<>();
    private final LeftOut leftOut = new LeftOut();
    private Future<Void> round = Future.succeededFuture();
    private @Nullable Future<Void> following;
    private int changed;
    private int removed;
    private boolean caughtUp;
    private boolean over;
    private long timer = -1;

    Intake(KnowledgeConfig config, DocumentSource source, Index index, Editions editions, Means means) {
        this.config = config;
        this.source = source;
        this.changes = editions.changes();
        this.means = means;
        this.vertx = means.vertx();
        this.context = vertx.getOrCreateContext();
        this.chunker = new Chunker(config.chunk());
        this.patience = new Patience(vertx);
        this.shelf = new Shelf(index, editions, patience);
        this.progress = new Progress(config.name(), editions, means.clock());
        this.vectors = new Vectors(context, shelf, patience, progress);
    }

    /** Completes after the first round; fails where the source cannot be reached, which is tried again all the same. */
    @Override
    public Future<Void> start() {
        var started = Promise.<Void>promise();
        context.runOnContext(nothing -> {
            if (config.search().dense() > 0) {
                vectors.start(means.documents());
            } else {
                vectors.stop();
            }
            next().onFailure(this::complain).onComplete(done -> again()).onComplete(started);
        });
        return started.future();
    }

    @Override
    public Future<Void> stop() {
        var stopped = Promise.<Void>promise();
        context.runOnContext(nothing -> {
            over = true;
            patience.end();
            vectors.stop();
            vertx.cancelTimer(timer);
            source.close()
                    .transform(closed -> round)
                    .transform(ended -> shelf.idle())
                    .onComplete(stopped);
        });
        return stopped.future();
    }

    @Override
    public int waiting() {
        return progress.waiting();
    }

    @Override
    public SortedMap<String, String> leftOut() {
        return leftOut.all();
    }

    private void again() {
        caughtUp = true;
        if (!over) {
            timer = vertx.setTimer(Math.max(1, config.refresh().toMillis()), due -> next().onFailure(this::complain)
                    .onComplete(done -> again()));
        }
    }

    private Future<Void> round() {
        round = over ? Future.succeededFuture() : patience.with(source::look).compose(this::follow);
        return round;
    }

    @Override
    public Future<Void> now() {
        var looked = Promise.<Void>promise();
        context.runOnContext(nothing -> next().onComplete(looked));
        return looked.future();
    }

    /** All who ask while a look is under way share the one after it. */
    private Future<Void> next() {
        if (round.isComplete()) {
            return round();
        }
        if (following == null) {
            following = round.transform(before -> {
                following = null;
                return round();
            });
        }
        return following;
    }

    private Future<Void> follow(DocumentSource.Changes named) {
        changed = 0;
        removed = 0;
        var removals = new LinkedHashSet<>(named.removed());
        removals.addAll(owedRemovals);
        owedRemovals.clear();
        if (!caughtUp) {
            // what was there before this began to follow the source, and is not in it any more
            removals.addAll(shelf.ids());
            named.changed().forEach(removals::remove);
        }
        removals.forEach(this::remove);
        var early = removed == 0 ? Future.<Void>succeededFuture() : shelf.refresh();
        return early.compose(gone -> read(changed(named))).compose(read -> show());
    }

    /** Those that the source names, and those that could not be indexed the last time. */
    private Deque<String> changed(DocumentSource.Changes named) {
        var all = new LinkedHashSet<>(owed);
        owed.clear();
        named.removed().forEach(all::remove);
        all.addAll(named.changed());
        return new ArrayDeque<>(all);
    }

    /**
     * What a look names may turn out to be what is there already; then only vectors can be new, which leave their
     * refresh to this one while documents are being read.
     */
    private Future<Void> show() {
        if (changed + removed == 0) {
            return shelf.stale() ? shelf.refresh() : Future.succeededFuture();
        }
        changes.count(caughtUp ? changed + removed : 0);
        return shelf.refresh().onSuccess(done -> progress.changed(changed, removed));
    }

    private void remove(String id) {
        removed++;
        leftOut.remove(id);
        shelf.remove(id).onFailure(failure -> {
            owedRemovals.add(id);
            progress.complain(id + " could not be taken out, which is tried again", failure);
        });
    }

    private Future<Void> read(Deque<String> ids) {
        var read = Promise.<Void>promise();
        step(ids, read);
        return read.future();
    }

    /** Each step begins on a fresh stack: thousands of documents may be at hand without waiting. */
    private void step(Deque<String> ids, Promise<Void> read) {
        progress.waiting(ids.size());
        var id = ids.poll();
        if (id == null || over) {
            read.complete();
            return;
        }
        take(id).recover(failure -> leave(id, failure))
                .onSuccess(taken -> progress.waiting(ids.size()))
                .compose(taken -> progress.tell() ? shelf.refresh() : Future.succeededFuture())
                .onComplete(done -> context.runOnContext(nothing -> step(ids, read)));
    }

    private Future<Void> take(String id) {
        return patience.with(() -> source.read(id)).compose(reading -> switch (reading) {
            case DocumentSource.Reading.Whole whole -> take(whole.document(), chunker(whole.cut()));
            case DocumentSource.Reading.Unfit unfit -> {
                LOG.warn("knowledge {}: {} is left out: {}", config.name(), id, unfit.why());
                remove(id);
                leftOut.put(id, unfit.why());
                yield Future.succeededFuture();
            }
            case DocumentSource.Reading.Unsettled unsettled -> Future.succeededFuture();
        });
    }

    private Chunker chunker(KnowledgeConfig.@Nullable Chunk cut) {
        return cut == null ? chunker : new Chunker(cut);
    }

    private Future<Void> take(Document document, Chunker cutter) {
        leftOut.remove(document.id());
        if (shelf.holds(document)) {
            boolean done = caughtUp || config.search().dense() == 0 || shelf.complete(document);
            return done ? Future.succeededFuture() : embed(document);
        }
        changed++;
        return patience.with(() -> means.bulk().run(() -> cutter.chunks(document)))
                .compose(chunks -> shelf.put(document, chunks).onSuccess(done -> vectors.add(chunks, caughtUp)));
    }

    /** Of what another Frond has put there and not come to. */
    private Future<Void> embed(Document document) {
        return patience.with(() -> means.bulk().run(() -> chunker.chunks(document)))
                .onSuccess(chunks -> vectors.add(chunks, false))
                .mapEmpty();
    }

    private Future<Void> leave(String id, Throwable failure) {
        owed.add(id);
        progress.complain(id + " could not be read", failure);
        leftOut.put(id, "it could not be read just now; the log tells why");
        return Future.succeededFuture();
    }

    private void complain(Throwable failure) {
        if (!over) {
            progress.complain("its source cannot be read; what is known stays", failure);
        }
    }
}
