package io.frond.classify;

import io.frond.embed.Embedder;
import io.frond.model.Ask;
import io.frond.model.Tenant;
import io.frond.model.Workers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Decides by meaning. Silent while the model is loading and learning, where it is late and where its workers are full:
 * a request never waits for it longer than its time.
 */
final class Embedding implements Stage {
    /** Comparing with more examples than this would hold the event loop for longer than a quarter of a millisecond. */
    private static final int EXAMPLES_INLINE = 500;

    private final Future<Learnt> learnt;
    private final Duration timeout;
    private final double minMargin;

    /** What the stage needs once the model is there. */
    record Learnt(Embedder embedder, Meaning meaning, Workers workers) {}

    Embedding(Future<Learnt> learnt, Duration timeout, double minMargin) {
        this.learnt = learnt;
        this.timeout = timeout;
        this.minMargin = minMargin;
    }

    @Override
    public Future<Opinion> consider(Tenant tenant, Ask ask) {
        if (!learnt.succeeded()) {
            return silent(learnt.failed() ? "embedding is not available" : "embedding is still being loaded");
        }
        String text = Conversation.text(ask);
        var ready = learnt.result();
        if (text.isEmpty() || !ready.meaning.knows(tenant)) {
            return Future.succeededFuture(Opinion.Silent.EXPECTED);
        }
        return ready.embedder
                .embed(List.of(text))
                .compose(vectors -> judge(ready, tenant, text, vectors.get(0)))
                .timeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .recover(this::excuse);
    }

    @Override
    public Optional<Report> report() {
        return learnt.succeeded() ? Optional.of(learnt.result().meaning.report()) : Optional.empty();
    }

    private Future<Opinion> judge(Learnt ready, Tenant tenant, String text, float[] vector) {
        return ready.meaning.examples() <= EXAMPLES_INLINE
                ? Future.succeededFuture(leaning(ready, tenant, text, vector))
                : ready.workers.run(() -> leaning(ready, tenant, text, vector));
    }

    private Opinion leaning(Learnt ready, Tenant tenant, String text, float[] vector) {
        return new Opinion.Leaning(ready.meaning.verdict(tenant, text, vector, minMargin));
    }

    private Future<Opinion> excuse(Throwable failure) {
        return silent(
                failure instanceof TimeoutException
                        ? "embedding took longer than " + timeout.toMillis() + " ms"
                        : "embedding was not possible just now");
    }

    private static Future<Opinion> silent(String why) {
        return Future.succeededFuture(new Opinion.Silent(why));
    }
}
