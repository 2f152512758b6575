package io.frond.classify;

import io.frond.config.Config;
import io.frond.embed.Embedders;
import io.frond.model.Workers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where classifiers come from. */
public final class Classifiers {

    private Classifiers() {}

    /**
     * The cascade for one configuration: rules, then wording, then meaning. Complete once wording is learnt, which
     * takes milliseconds to seconds of a worker; meaning joins in by itself when the model is loaded and the examples
     * are embedded. Immutable; it owns nothing that must be closed.
     *
     * @param workers on which learning runs
     * @param embedders the built-in model, perhaps still loading; empty where {@code classify.embed} is {@code off}
     */
    public static Future<Classifier> of(
            Vertx vertx, Config config, Workers workers, Optional<Future<Embedders>> embedders) {
        var lessons = Lessons.of(config.routes().values());
        if (lessons.routes().isEmpty()) {
            return Future.succeededFuture(new Cascade(List.of(new Rules(config))));
        }
        double minMargin = config.classify().minMargin();
        return workers.run(() -> Linear.train(lessons, minMargin)).map(linear -> {
            var stages = new ArrayList<Stage>(List.of(new Rules(config), linear));
            var complete = Future.<Void>succeededFuture();
            if (embedders.isPresent()) {
                var learnt = new Learning(vertx, workers).start(lessons, embedders.get());
                stages.add(new Embedding(learnt, config.classify().timeout(), minMargin));
                complete = learnt.mapEmpty();
            }
            return new Cascade(stages, complete);
        });
    }
}
