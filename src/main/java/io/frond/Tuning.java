package io.frond;

import io.frond.cli.Failure;
import io.frond.cli.Program;
import io.frond.config.KnowledgeConfig;
import io.frond.embed.Embedded;
import io.frond.embed.Embedder;
import io.frond.embed.Embedders;
import io.frond.evaluate.Advice;
import io.frond.evaluate.Asked;
import io.frond.evaluate.GeneratedQuestions;
import io.frond.evaluate.Grid;
import io.frond.evaluate.QuestionFile;
import io.frond.evaluate.Settings;
import io.frond.evaluate.Taken;
import io.frond.evaluate.Tried;
import io.frond.retrieve.Document;
import io.frond.retrieve.DocumentSource;
import io.frond.retrieve.Trials;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Asks a collection questions whose answers are known, with other settings. Works on an index of its own in memory:
 * what is served is not touched. One size of chunks after the other, so that one index is held at a time.
 */
final class Tuning {
    /** The same documents and questions give the same advice. */
    private static final long SEED = 1;

    private final Foundation foundation;
    private final KnowledgeConfig config;
    private final Program.Trying trying;
    private final Consumer<Program.Stage> told;
    private final Context context;
    private final DocumentSource source;
    private final Taken taken;
    private final List<Embedded> read = new ArrayList<>();
    private final List<Tried> all = new ArrayList<>();
    private List<Asked> questions = List.of();
    private int chunks;

    Tuning(Foundation foundation, KnowledgeConfig config, Program.Trying trying, Consumer<Program.Stage> told) {
        this.foundation = foundation;
        this.config = config;
        this.trying = trying;
        this.told = told;
        this.context = foundation.vertx.getOrCreateContext();
        this.source = Tuned.source(foundation, config);
        this.taken = new Taken(source);
    }

    /**
     * @param chunks of the collection as it is configured now
     */
    record Result(
            KnowledgeConfig config,
            Program.Trying trying,
            List<Asked> questions,
            int documents,
            int chunks,
            int settings,
            Advice advice) {}

    /** Runs on an event loop of its own; the work is done on the pools. */
    Future<Result> result() {
        var result = Promise.<Result>promise();
        context.runOnContext(nothing -> foundation
                .embedders(config.services().embedder())
                .compose(this::tried)
                .compose(done -> foundation.vertx.executeBlocking(() -> Advice.of(all, SEED)))
                .map(this::told)
                .eventually(source::close)
                .onComplete(result));
        return result.future();
    }

    private Result told(Advice advice) {
        int documents = taken.documents().size();
        return new Result(config, trying, questions, documents, chunks, all.size(), advice);
    }

    private Future<Void> tried(Embedders embedders) {
        var sizes = trying.chunks() ? Grid.chunks(config.chunk()) : List.of(config.chunk());
        var done = Promise.<Void>promise();
        next(List.copyOf(sizes).iterator(), embedders, done);
        return done.future();
    }

    private void next(Iterator<KnowledgeConfig.Chunk> sizes, Embedders embedders, Promise<Void> done) {
        if (!sizes.hasNext()) {
            done.complete();
            return;
        }
        var settings = new Settings(sizes.next(), config.search());
        tried(settings, embedders)
                .onSuccess(tried -> next(sizes, embedders, done))
                .onFailure(done::fail);
    }

    private Future<Void> tried(Settings settings, Embedders embedders) {
        return foundation
                .vertx
                .executeBlocking(() -> Tuned.open(foundation, settings.hybrid().in(config), taken.copy(), embedders))
                .compose(tuned -> tuned.start(told)
                        .compose(started -> questions(embedders.questions()))
                        .compose(known -> tuned.embedded(told))
                        .compose(embedded -> asked(settings, tuned))
                        .eventually(tuned::close));
    }

    /** Made and embedded once; the documents must have been read. */
    private Future<Void> questions(Embedder embedder) {
        if (!questions.isEmpty()) {
            return Future.succeededFuture();
        }
        return foundation.vertx.executeBlocking(this::made).compose(made -> {
            questions = made;
            return each(made.size(), place -> read(made.get(place), embedder));
        });
    }

    private List<Asked> made() {
        var documents = taken.documents();
        var cut = documents.stream()
                .flatMap(document -> Trials.cut(document, config).stream())
                .toList();
        chunks = cut.size();
        var made = trying.questions() == null ? GeneratedQuestions.of(cut, SEED) : written();
        if (made.isEmpty()) {
            throw Failure.usage(config.name() + " has " + documents.size()
                    + " documents, from which no question can be made. Write some and name the file by --questions.");
        }
        return made;
    }

    private List<Asked> written() {
        var known = taken.documents().stream().map(Document::id).collect(Collectors.toSet());
        try {
            return QuestionFile.read(Objects.requireNonNull(trying.questions()), known);
        } catch (QuestionFile.Wrong wrong) {
            throw Failure.usage("--questions: " + wrong.getMessage());
        }
    }

    private Future<Void> read(Asked question, Embedder embedder) {
        return embedder.read(List.of(question.text()))
                .onSuccess(one -> read.add(one.getFirst()))
                .mapEmpty();
    }

    private Future<Void> asked(Settings settings, Tuned tuned) {
        var tried = Grid.of(settings).stream()
                .map(one -> new Tried(one, questions.size()))
                .toList();
        all.addAll(tried);
        return each(questions.size(), place -> {
            told.accept(new Program.Stage(place + 1, questions.size(), "questions"));
            return tuned.ask(questions.get(place), read.get(place), tried, place);
        });
    }

    /** One after the other; a chain of that many futures would be too deep. */
    private Future<Void> each(int count, IntFunction<Future<Void>> work) {
        var done = Promise.<Void>promise();
        step(0, count, work, done);
        return done.future();
    }

    private void step(int place, int count, IntFunction<Future<Void>> work, Promise<Void> done) {
        if (place == count) {
            done.complete();
            return;
        }
        work.apply(place)
                .onSuccess(worked -> context.runOnContext(nothing -> step(place + 1, count, work, done)))
                .onFailure(done::fail);
    }
}
