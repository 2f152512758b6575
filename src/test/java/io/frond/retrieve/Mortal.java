package io.frond.retrieve;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

/** An index whose Frond can die: from then on nothing reaches it any more, also no farewell. */
final class Mortal implements SharedIndex {
    private final SharedIndex index;
    private volatile boolean dead;

    Mortal(SharedIndex index) {
        this.index = index;
    }

    void die() {
        dead = true;
    }

    private <T> Future<T> alive(Supplier<Future<T>> work) {
        return dead ? Future.failedFuture("dead") : work.get();
    }

    @Override
    public Future<Claim> claim() {
        return alive(index::claim);
    }

    @Override
    public Future<Void> release() {
        return alive(index::release);
    }

    @Override
    public Future<News> since(long revision) {
        return alive(() -> index.since(revision));
    }

    @Override
    public Future<Void> put(String document, List<Chunk> chunks, List<float[]> vectors) {
        return alive(() -> index.put(document, chunks, vectors));
    }

    @Override
    public Future<Void> delete(String document) {
        return alive(() -> index.delete(document));
    }

    @Override
    public Future<Void> refresh() {
        return alive(index::refresh);
    }

    @Override
    public Future<List<Hit>> search(Search search) {
        return alive(() -> index.search(search));
    }

    @Override
    public Future<Void> close() {
        return index.close();
    }
}
