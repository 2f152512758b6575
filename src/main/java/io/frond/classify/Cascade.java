package io.frond.classify;

import io.frond.model.Ask;
import io.frond.model.Tenant;
import io.frond.model.Verdict;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks stage after stage, the cheap ones first, until one is certain. The last verdict stands; where no stage has any,
 * it names no candidate and is unsure, so that the default route is taken.
 */
final class Cascade implements Classifier {
    private final List<Stage> stages;
    private final Future<Void> complete;

    /** Of stages that have learnt all they will. */
    Cascade(List<Stage> stages) {
        this(stages, Future.succeededFuture());
    }

    /** @param complete when the last stage has learnt */
    Cascade(List<Stage> stages, Future<Void> complete) {
        this.stages = List.copyOf(stages);
        this.complete = complete;
    }

    @Override
    public Future<Void> complete() {
        return complete;
    }

    @Override
    public Future<Verdict> classify(Tenant tenant, Ask ask) {
        return ask(tenant, ask, 0, SoFar.NOTHING);
    }

    /** Of the last stage that has one. */
    @Override
    public Optional<Report> report() {
        return stages.stream().flatMap(stage -> stage.report().stream()).reduce((before, last) -> last);
    }

    private Future<Verdict> ask(Tenant tenant, Ask ask, int stage, SoFar before) {
        if (stage == stages.size()) {
            return Future.succeededFuture(before.verdict());
        }
        var opinion = stages.get(stage).consider(tenant, ask);
        return opinion.succeeded()
                ? after(opinion.result(), tenant, ask, stage, before)
                : opinion.compose(late -> after(late, tenant, ask, stage, before));
    }

    private Future<Verdict> after(Opinion opinion, Tenant tenant, Ask ask, int stage, SoFar before) {
        return switch (opinion) {
            case Opinion.Settled settled -> Future.succeededFuture(settled.verdict());
            case Opinion.Leaning leaning -> ask(tenant, ask, stage + 1, before.leaning(leaning.verdict()));
            case Opinion.Silent silent -> ask(tenant, ask, stage + 1, before.noting(silent.why()));
        };
    }

    /** @param notes why stages were silent that might have known better */
    private record SoFar(@Nullable Verdict best, List<String> notes) {
        static final SoFar NOTHING = new SoFar(null, List.of());

        SoFar leaning(Verdict better) {
            return new SoFar(better, notes);
        }

        SoFar noting(String why) {
            if (why.isEmpty()) {
                return this;
            }
            var more = new ArrayList<>(notes);
            more.add(why);
            return new SoFar(best, more);
        }

        Verdict verdict() {
            if (best == null) {
                return new Verdict(List.of(), "default", false, notes);
            }
            if (notes.isEmpty()) {
                return best;
            }
            var evidence = new ArrayList<>(best.evidence());
            evidence.addAll(notes);
            return new Verdict(best.candidates(), best.by(), best.sure(), evidence);
        }
    }
}
