package io.frond.files;

import io.frond.model.Source;
import io.frond.model.Tenant;
import io.frond.retrieve.DocumentSource;
import io.frond.retrieve.Hit;
import io.frond.retrieve.Knowledge;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

/** A vector store at work: its files as a collection that is searched. Closed by whoever opened it. */
final class OpenStore {
    private final String id;
    private final StoreSource source;
    private final Future<Knowledge> opened;

    /** @param opening makes the collection, which is not started */
    OpenStore(String id, StoreSource source, Function<DocumentSource, Future<Knowledge>> opening) {
        this.id = id;
        this.source = source;
        this.opened = opening.apply(source);
    }

    /** Indexes what is there. */
    Future<Void> start() {
        return opened.compose(Knowledge::start).onSuccess(done -> settle());
    }

    /** Takes in what has changed; completes when searches see it. */
    Future<Void> follow() {
        return opened.compose(Knowledge::follow).onSuccess(done -> settle());
    }

    private void settle() {
        var knowledge = opened.result();
        source.settle((document, version) -> knowledge.current(new Source(id, document, version)));
    }

    Progress progress(Attachment one) {
        return source.progress(one);
    }

    /**
     * The best chunks for any of the questions, best first. A chunk that several bring up counts once, by its best.
     */
    Future<List<Hit>> search(Tenant caller, SearchApi.Wish wish) {
        return opened.compose(knowledge -> search(knowledge, caller, wish));
    }

    static Future<List<Hit>> search(Knowledge knowledge, Tenant caller, SearchApi.Wish wish) {
        var all = wish.questions().stream()
                .map(question -> knowledge.hits(caller, question, wish.filter(), wish.most()))
                .toList();
        return Future.all(all).map(done -> best(done.<List<Hit>>list()));
    }

    private static List<Hit> best(List<List<Hit>> found) {
        if (found.size() == 1) {
            return found.getFirst();
        }
        var best = new HashMap<Place, Hit>();
        for (var hits : found) {
            for (var hit : hits) {
                var unused = best.merge(Place.of(hit), hit, (one, other) -> one.score() >= other.score() ? one : other);
            }
        }
        var all = new ArrayList<>(best.values());
        all.sort(Comparator.comparingDouble(Hit::score).reversed());
        return all;
    }

    private record Place(String document, int ordinal) {
        static Place of(Hit hit) {
            return new Place(hit.chunk().document(), hit.chunk().ordinal());
        }
    }

    Future<Void> close() {
        return opened.compose(Knowledge::close);
    }
}
