package io.frond.classify;

import io.frond.classify.Embedding.Learnt;
import io.frond.config.Config;
import io.frond.config.MistakeConfig;
import io.frond.embed.Embedders;
import io.frond.model.Workers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where classifiers come from. Those of one place share what they learn: the same examples are learnt once, whatever
 * else differs. To be used from one thread at a time.
 */
public final class Classifiers {
    private final Vertx vertx;
    private final Workers workers;
    private final Map<Lessons, Future<Linear>> wordings = new HashMap<>();
    private final Map<Lessons, Future<Learnt>> meanings = new HashMap<>();
    private @Nullable Future<Freshness> freshness;

    /** @param workers on which learning runs */
    public Classifiers(Vertx vertx, Workers workers) {
        this.vertx = vertx;
        this.workers = workers;
    }

    /** The only one of its place. */
    public static Future<Classifier> of(
            Vertx vertx, Config config, Workers workers, Optional<Future<Embedders>> embedders) {
        return new Classifiers(vertx, workers).of(config, embedders);
    }

    /**
     * The cascade for one configuration: rules, then wording, then meaning. Complete once wording is learnt, which
     * takes milliseconds to seconds of a worker; meaning joins in by itself when the model is loaded and the examples
     * are embedded. Immutable; it owns nothing that must be closed.
     *
     * @param embedders the built-in model, perhaps still loading; empty where {@code classify.embed} is {@code off}
     */
    public Future<Classifier> of(Config config, Optional<Future<Embedders>> embedders) {
        var lessons = Lessons.of(config.routes().values());
        if (lessons.routes().isEmpty()) {
            return Future.succeededFuture(new Cascade(List.of(new Rules(config))));
        }
        var cascade = cascade(config, lessons, embedders);
        return config.classify().mistake().equals(MistakeConfig.USUAL) ? cascade : fresh(cascade);
    }

    /** Where decisions are weighed, they also depend on how fresh the answer must be. */
    private Future<Classifier> fresh(Future<Classifier> cascade) {
        if (freshness == null) {
            freshness = workers.run(Freshness::learn);
        }
        return freshness.compose(learnt -> cascade.map(classifier -> new Fresh(classifier, learnt)));
    }

    private Future<Classifier> cascade(Config config, Lessons lessons, Optional<Future<Embedders>> embedders) {
        double minMargin = config.classify().minMargin();
        return wording(lessons).map(linear -> {
            var stages = new ArrayList<Stage>(List.of(new Rules(config), linear.sureFrom(minMargin)));
            var complete = Future.<Void>succeededFuture();
            if (embedders.isPresent()) {
                var learnt = meaning(lessons, embedders.get());
                stages.add(new Embedding(learnt, config.classify().timeout(), minMargin));
                complete = learnt.mapEmpty();
            }
            return new Cascade(stages, complete);
        });
    }

    private Future<Linear> wording(Lessons lessons) {
        return wordings.computeIfAbsent(lessons, first -> workers.run(() -> Linear.train(lessons, 0)));
    }

    private Future<Learnt> meaning(Lessons lessons, Future<Embedders> embedders) {
        return meanings.computeIfAbsent(lessons, first -> new Learning(vertx, workers).start(lessons, embedders));
    }
}
