package io.frond;

import io.frond.config.KnowledgeConfig;
import io.frond.embed.Embedder;
import io.frond.retrieve.Index;
import io.frond.retrieve.Knowledge;
import io.frond.retrieve.Means;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Reads the documents of knowledge as serving would, to see what becomes of them. Makes no vectors. */
final class Indexing {
    private static final long TELL_MS = 200;

    private final Foundation foundation;
    private final Map<String, Knowledge> all = new LinkedHashMap<>();

    private Indexing(Foundation foundation) {
        this.foundation = foundation;
    }

    /**
     * Completes when every document was read, with one object per collection as operators see it.
     *
     * @param told the same again and again meanwhile
     */
    static Future<JsonArray> of(Foundation foundation, Map<String, KnowledgeConfig> wanted, Consumer<JsonArray> told) {
        return new Indexing(foundation).read(wanted, told);
    }

    private Future<JsonArray> read(Map<String, KnowledgeConfig> wanted, Consumer<JsonArray> told) {
        return foundation
                .vertx
                .executeBlocking(() -> {
                    wanted.forEach((name, one) -> all.put(name, open(one)));
                    return all;
                })
                .compose(opened -> follow(told))
                .eventually(this::close);
    }

    private Knowledge open(KnowledgeConfig wanted) {
        var index = Index.inMemory(foundation.requests, foundation.documents);
        var words = Future.<Embedder>failedFuture("documents are only read");
        var means = new Means(foundation.vertx, foundation.documents, words, words, foundation.clock);
        return Knowledge.open(wanted.byWords(), index, Sources.open(wanted.source(), foundation), means);
    }

    private Future<JsonArray> follow(Consumer<JsonArray> told) {
        long timer = foundation.vertx.setPeriodic(TELL_MS, tick -> told.accept(state()));
        return Future.join(all.values().stream().map(Knowledge::start).toList())
                .map(done -> state())
                .onComplete(done -> foundation.vertx.cancelTimer(timer));
    }

    private JsonArray state() {
        var state = new JsonArray();
        all.forEach((name, known) -> state.add(Operating.one(name, known.stats(), known.age())));
        return state;
    }

    private Future<Void> close() {
        return Future.join(all.values().stream().map(Knowledge::close).toList()).mapEmpty();
    }
}
