package io.frond.retrieve;

import static io.frond.retrieve.Pools.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ShelfTest {
    private static final Document OLD = new Document("a", "", Facts.of("old", Instant.EPOCH));
    private static final Document NEW = new Document("a", "", Facts.of("new", Instant.EPOCH));

    private final Recording index = new Recording();
    private final Editions editions = new Editions("k");
    private final Shelf shelf;

    ShelfTest(Vertx vertx) {
        shelf = new Shelf(index, editions, new Patience(vertx));
    }

    @Test
    void changesAreMadeOneAfterTheOther() throws Exception {
        var first = Promise.<Void>promise();
        index.answers.add(first.future());
        var put = shelf.put(OLD, chunks("old"));
        var removed = shelf.remove("a");
        assertThat(index.made).containsExactly("put a old");
        first.complete();
        get(put);
        get(removed);
        assertThat(index.made).containsExactly("put a old", "delete a");
    }

    @Test
    void lateVectorsDoNotBringBackWhatIsGone() throws Exception {
        get(shelf.put(OLD, chunks("old")));
        get(shelf.remove("a"));
        get(shelf.embed(chunks("old"), List.of(new float[] {1}), List.of()));
        assertThat(index.made).containsExactly("put a old", "delete a");
    }

    @Test
    void lateVectorsDoNotReplaceANewerVersion() throws Exception {
        get(shelf.put(OLD, chunks("old")));
        get(shelf.put(NEW, chunks("new")));
        get(shelf.embed(chunks("old"), List.of(new float[] {1}), List.of()));
        assertThat(index.made).containsExactly("put a old", "put a new");
        assertThat(editions.stats().embedded()).isZero();
    }

    @Test
    void vectorsOfTheVersionThatIsThereJoin() throws Exception {
        get(shelf.put(OLD, chunks("old")));
        get(shelf.embed(chunks("old"), List.of(new float[] {1}), List.of()));
        assertThat(index.made).containsExactly("put a old", "put a old with vectors");
        assertThat(editions.stats().vectors()).isEqualTo(1);
    }

    @Test
    void aFullPoolIsTriedAgainAndNothingIsLost() throws Exception {
        index.answers.add(Future.failedFuture(Refused.of(Reason.SHED, "full")));
        index.answers.add(Future.failedFuture(Refused.of(Reason.SHED, "full")));
        get(shelf.put(OLD, chunks("old")));
        assertThat(index.made).hasSize(3);
        assertThat(shelf.holds(OLD)).isTrue();
    }

    @Test
    void whatCouldNotBePutIsNotHeldAndDoesNotStopWhatFollows() throws Exception {
        index.answers.add(Future.failedFuture("broken"));
        assertThatThrownBy(() -> get(shelf.put(OLD, chunks("old")))).hasMessageContaining("broken");
        assertThat(shelf.holds(OLD)).isFalse();
        get(shelf.put(NEW, chunks("new")));
        assertThat(shelf.holds(NEW)).isTrue();
    }

    @Test
    void aRefreshShowsWhatStoodBeforeItAndNotWhatWasPutMeanwhile() throws Exception {
        var first = Promise.<Void>promise();
        get(shelf.put(OLD, chunks("old")));
        index.answers.add(first.future());
        var refreshed = shelf.refresh();
        var put = shelf.put(new Document("b", "", Facts.of("new", Instant.EPOCH)), chunks("new"));
        first.complete();
        get(refreshed);
        get(put);
        assertThat(editions.current(editions.membership())).isFalse();
        assertThat(shelf.stale()).isTrue();
        get(shelf.refresh());
        assertThat(editions.current(editions.membership())).isTrue();
        assertThat(shelf.stale()).isFalse();
    }

    private static List<Chunk> chunks(String version) {
        return List.of(new Chunk("a", Facts.of(version, Instant.EPOCH), 0, "H", "text"));
    }

    /** Notes what it is told; answers as it is bidden, else at once. */
    private static final class Recording implements Index {
        final List<String> made = new ArrayList<>();
        final Deque<Future<Void>> answers = new ArrayDeque<>();

        private Future<Void> note(String what) {
            made.add(what);
            return answers.isEmpty() ? Future.succeededFuture() : answers.poll();
        }

        @Override
        public Future<Void> put(String document, List<Chunk> chunks, List<float[]> vectors) {
            return note(
                    "put " + document + " " + chunks.getFirst().version() + (vectors.isEmpty() ? "" : " with vectors"));
        }

        @Override
        public Future<Void> delete(String document) {
            return note("delete " + document);
        }

        @Override
        public Future<Void> refresh() {
            return note("refresh");
        }

        @Override
        public Future<List<Hit>> search(Search search) {
            return Future.succeededFuture(List.of());
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
