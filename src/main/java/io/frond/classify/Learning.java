package io.frond.classify;

import io.frond.classify.Embedding.Learnt;
import io.frond.embed.Embedder;
import io.frond.embed.Embedders;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Workers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns from the examples' vectors in the background: a few examples at a time, so that the workers stay free for
 * others between, and again after a pause where they are full.
 */
final class Learning {
    private static final Logger LOG = LoggerFactory.getLogger(Learning.class);
    private static final int AT_A_TIME = 16;
    private static final long PAUSE_MILLIS = 200;
    private static final int PATIENCE = 300;

    private final Vertx vertx;
    private final Workers workers;

    Learning(Vertx vertx, Workers workers) {
        this.vertx = vertx;
        this.workers = workers;
    }

    Future<Learnt> start(Lessons lessons, Future<Embedders> loading) {
        return loading.compose(embedders -> vectors(embedders.bulk(), lessons.texts(), new ArrayList<>())
                        .compose(vectors ->
                                patiently(() -> workers.run(() -> Meaning.learn(lessons, vectors)), PATIENCE))
                        .map(meaning -> new Learnt(embedders.questions(), meaning, workers)))
                .onSuccess(done -> LOG.info("embedding stage has learnt {} examples", lessons.size()))
                .onFailure(
                        failure -> LOG.warn("embedding stage is off, wording alone decides: {}", failure.toString()));
    }

    private Future<List<float[]>> vectors(Embedder embedder, List<String> texts, List<float[]> done) {
        if (done.size() == texts.size()) {
            return Future.succeededFuture(done);
        }
        var next = texts.subList(done.size(), Math.min(texts.size(), done.size() + AT_A_TIME));
        return patiently(() -> embedder.embed(next), PATIENCE).compose(some -> {
            done.addAll(some);
            return vectors(embedder, texts, done);
        });
    }

    private <T> Future<T> patiently(Supplier<Future<T>> work, int tries) {
        return work.get()
                .recover(failure -> failure instanceof Refused refused && refused.reason() == Reason.SHED && tries > 1
                        ? vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS).compose(fired -> patiently(work, tries - 1))
                        : Future.failedFuture(failure));
    }
}
