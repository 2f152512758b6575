package io.frond.retrieve;

import io.frond.embed.Embedded;
import io.frond.embed.Embedder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes vectors in the background, document after document, as many chunks at a time as suits the embedder, so that one
 * shared with questions is never taken for long, and puts them on the shelf.
 * Confined to the collection's event loop.
 */
final class Vectors {
    private static final long SHORTEST_MS = 500;
    private static final long LONGEST_MS = 60_000;

    private final Context context;
    private final Shelf shelf;
    private final Patience patience;
    private final Progress progress;
    private final Deque<List<Chunk>> waiting = new ArrayDeque<>();
    private @Nullable Embedder embedder;
    private long pause = SHORTEST_MS;
    private boolean busy;
    private boolean over;

    Vectors(Context context, Shelf shelf, Patience patience, Progress progress) {
        this.context = context;
        this.shelf = shelf;
        this.patience = patience;
        this.progress = progress;
    }

    /** Begins as soon as the embedder is there. */
    void start(Future<Embedder> loading) {
        loading.onComplete(loaded -> context.runOnContext(nothing -> {
            embedder = loaded.result();
            if (loaded.failed()) {
                progress.complain("there are no vectors, search goes by words alone", loaded.cause());
                stop();
            }
            wake();
        }));
    }

    /**
     * @param chunks of one document
     * @param urgent ahead of all that waits: somebody has just changed it
     */
    void add(List<Chunk> chunks, boolean urgent) {
        if (over || chunks.isEmpty()) {
            return;
        }
        if (urgent) {
            waiting.addFirst(chunks);
        } else {
            waiting.addLast(chunks);
        }
        wake();
    }

    void stop() {
        over = true;
        waiting.clear();
    }

    private void wake() {
        if (embedder != null && !busy && !over) {
            busy = true;
            next(embedder);
        }
    }

    private void next(Embedder by) {
        var chunks = waiting.poll();
        if (chunks == null) {
            busy = false;
            caughtUp();
            return;
        }
        embed(by, chunks)
                .onSuccess(done -> context.runOnContext(nothing -> {
                    pause = SHORTEST_MS;
                    next(by);
                }))
                .onFailure(failure -> context.runOnContext(nothing -> later(by, chunks, failure)));
    }

    /** The embedder or the index is away: nothing is lost, and neither is asked all the time. */
    private void later(Embedder by, List<Chunk> chunks, Throwable failure) {
        if (over) {
            return;
        }
        progress.complain("documents wait for their vectors", failure);
        waiting.addLast(chunks);
        pause = Math.min(LONGEST_MS, 2 * pause);
        context.owner().setTimer(pause, due -> next(by));
    }

    /** While documents are still being read, their refreshes serve the vectors as well. */
    private void caughtUp() {
        if (!progress.reading()) {
            shelf.refresh().onComplete(done -> progress.embedded());
        }
    }

    private Future<Void> embed(Embedder by, List<Chunk> chunks) {
        var made = new Made(new ArrayList<>(chunks.size()), new ArrayList<>(chunks.size()));
        return rest(by, chunks, made)
                .compose(done -> shelf.embed(chunks, made.vectors, made.signs))
                .compose(done -> progress.tell() ? shelf.refresh() : Future.succeededFuture());
    }

    /** What has been made of a document's chunks so far. */
    private record Made(List<float[]> vectors, List<byte[]> signs) {

        void add(Embedded one) {
            vectors.add(one.vector());
            signs.add(WordSigns.of(one.words()));
        }
    }

    /** Embeds what has no vector yet; gives up on a document that has changed meanwhile. */
    private Future<Void> rest(Embedder by, List<Chunk> chunks, Made made) {
        int there = made.vectors.size();
        if (there == chunks.size() || over || !shelf.holds(chunks.getFirst())) {
            return Future.succeededFuture();
        }
        var next = chunks.subList(there, Math.min(chunks.size(), there + by.batch())).stream()
                .map(Chunk::searchable)
                .toList();
        return patience.with(() -> by.read(next)).compose(read -> {
            read.forEach(made::add);
            return rest(by, chunks, made);
        });
    }
}
