package io.frond;

import io.frond.cli.Failure;
import io.frond.cli.Program;
import io.frond.config.KnowledgeConfig;
import io.frond.embed.Embedded;
import io.frond.embed.Embedders;
import io.frond.evaluate.Asked;
import io.frond.evaluate.Tried;
import io.frond.retrieve.Described;
import io.frond.retrieve.DocumentSource;
import io.frond.retrieve.Index;
import io.frond.retrieve.Knowledge;
import io.frond.retrieve.Means;
import io.frond.retrieve.Trials;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.function.Consumer;

/** A collection with one size of chunks in an index of its own, to be asked with many settings of {@code search}. */
final class Tuned {
    private static final long TELL_MS = 200;

    private final Foundation foundation;
    private final KnowledgeConfig config;
    private final Index index;
    private final Knowledge knowledge;
    private final Trials trials;

    private Tuned(Foundation foundation, KnowledgeConfig config, Index index, Knowledge knowledge) {
        this.foundation = foundation;
        this.config = config;
        this.index = index;
        this.knowledge = knowledge;
        this.trials = new Trials(config, index, foundation.requests, foundation.clock);
    }

    /** As the wiring opens it. */
    static DocumentSource source(Foundation foundation, KnowledgeConfig config) {
        return Described.of(
                Sources.open(config.source(), foundation), config.terms().acl(), foundation.documents);
    }

    /** Blocks. Vectors are made even where the configuration goes by words alone: that may be what is to be changed. */
    static Tuned open(Foundation foundation, KnowledgeConfig config, DocumentSource source, Embedders embedders) {
        var index = Index.inMemory(foundation.requests, foundation.documents);
        var means = new Means(
                foundation.vertx,
                foundation.documents,
                Future.succeededFuture(embedders.questions()),
                Future.succeededFuture(embedders.bulk()),
                foundation.clock);
        return new Tuned(foundation, config, index, Knowledge.open(config, index, source, means));
    }

    /** Completes when all documents are read. */
    Future<Void> start(Consumer<Program.Stage> told) {
        long timer = foundation.vertx.setPeriodic(TELL_MS, tick -> {
            var stats = knowledge.stats();
            told.accept(new Program.Stage(stats.documents(), stats.documents() + stats.waiting(), "documents"));
        });
        return knowledge
                .start()
                .recover(failed -> Future.failedFuture(
                        Failure.unreachable(config.name() + ": its documents cannot be read: " + failed.getMessage())))
                .onComplete(done -> foundation.vertx.cancelTimer(timer));
    }

    /** Completes when all chunks have their vectors and are found by them. */
    Future<Void> embedded(Consumer<Program.Stage> told) {
        var embedded = Promise.<Void>promise();
        foundation.vertx.setPeriodic(TELL_MS, timer -> {
            var stats = knowledge.stats();
            told.accept(new Program.Stage(
                    stats.embedded(),
                    stats.chunks(),
                    "chunks of " + config.chunk().tokens() + " tokens embedded"));
            if (stats.embedded() == stats.chunks() && foundation.vertx.cancelTimer(timer)) {
                embedded.complete();
            }
        });
        return embedded.future().compose(done -> index.refresh());
    }

    /**
     * Notes what each of the settings, all of this size of chunks, makes of the question.
     *
     * @param place of the question
     */
    Future<Void> ask(Asked question, Embedded read, List<Tried> tried, int place) {
        var ways = tried.stream().map(one -> one.settings().search()).toList();
        return trials.of(question.text(), read, ways)
                .onSuccess(chosen -> {
                    for (int i = 0; i < chosen.size(); i++) {
                        var one = chosen.get(i);
                        tried.get(i).note(place, question, one.documents(), one.tokens());
                    }
                })
                .mapEmpty();
    }

    Future<Void> close() {
        return knowledge.close();
    }
}
