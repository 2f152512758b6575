package io.frond.retrieve;

import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Puts documents into the index, one change after the other, and keeps the editions in step.
 *
 * <p>Order is what it is for: vectors that come late must neither bring back a document that is gone meanwhile nor
 * replace a newer version. Confined to the collection's event loop.
 */
final class Shelf {
    private final Index index;
    private final Editions editions;
    private final Patience patience;
    /** Documents that the index may have although they should not be there, because a change of them failed. */
    private final Set<String> doubtful = new HashSet<>();

    private Future<Void> last = Future.succeededFuture();
    private boolean stale;

    Shelf(Index index, Editions editions, Patience patience) {
        this.index = index;
        this.editions = editions;
        this.patience = patience;
    }

    /** Whether this very version is there already. */
    boolean holds(Document document) {
        return editions.holds(document.id(), document.version());
    }

    /** Whether it is there with all its vectors. */
    boolean complete(Document document) {
        return holds(document) && editions.embedded(document.id());
    }

    /** What is there by now. */
    Set<String> ids() {
        return editions.ids();
    }

    /** Whether the version it was cut from is the one that is there. */
    boolean holds(Chunk chunk) {
        return editions.holds(chunk.document(), chunk.version());
    }

    Future<Void> put(Document document, List<Chunk> chunks) {
        editions.put(document, chunks.size());
        editions.flagged(
                document.id(), (int) chunks.stream().filter(Instructions::in).count());
        stale = true;
        return next(() -> index.put(document.id(), chunks, List.of()))
                .onSuccess(done -> doubtful.remove(document.id()))
                .onFailure(failure -> {
                    editions.remove(document.id());
                    doubtful.add(document.id());
                });
    }

    Future<Void> remove(String id) {
        if (!editions.holds(id) && !doubtful.contains(id)) {
            return Future.succeededFuture();
        }
        editions.remove(id);
        stale = true;
        return next(() -> index.delete(id))
                .onSuccess(done -> doubtful.remove(id))
                .onFailure(failure -> doubtful.add(id));
    }

    /** Adds a document's vectors, if they are all there and it is still what they were made from. */
    Future<Void> embed(List<Chunk> chunks, List<float[]> vectors, List<byte[]> signs) {
        return next(() -> {
            var first = chunks.getFirst();
            if (vectors.size() < chunks.size() || !holds(first)) {
                return Future.succeededFuture();
            }
            stale = true;
            return index.put(first.document(), chunks, vectors, signs)
                    .onSuccess(done -> editions.embedded(first.document(), first.version()));
        });
    }

    /** Lets searches find what was changed before, and tells the editions so. */
    Future<Void> refresh() {
        stale = false;
        var noted = editions.noted();
        return next(index::refresh).onSuccess(done -> editions.show(noted));
    }

    /** Whether something was changed since the last refresh. */
    boolean stale() {
        return stale;
    }

    /** Completes when all changes are made. */
    Future<Void> idle() {
        return next(Future::succeededFuture);
    }

    /** Runs a change when the one before is over, whatever became of it. */
    private Future<Void> next(Supplier<Future<Void>> change) {
        last = last.transform(before -> patience.with(change));
        return last;
    }
}
