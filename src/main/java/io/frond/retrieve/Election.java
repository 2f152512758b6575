package io.frond.retrieve;

import io.frond.retrieve.SharedIndex.Claim;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Of several Fronds with one index, one follows the source; the others learn from the index what became of which
 * document, so that cached answers die everywhere. The one is who has the right to change; where it ends without notice,
 * another takes over when the right has run out.
 *
 * <p>Who takes over first learns what is there and then reads the source from the beginning: what is unchanged is not
 * indexed again, what is half done is done anew. Everything here runs on one event loop.
 */
final class Election implements Feed {
    private static final Logger LOG = LoggerFactory.getLogger(Knowledge.class);

    private final SharedIndex index;
    private final Editions editions;
    private final Supplier<Feed> leaders;
    private final Vertx vertx;
    private final Context context;
    private final long pause;
    private final Progress progress;
    private final String knowledge;
    private volatile @Nullable Feed leading;
    private Future<Void> followed = Future.succeededFuture();
    private Future<Void> turn = Future.succeededFuture();
    private long revision;
    private volatile boolean reachable = true;
    private boolean over;
    private long timer = -1;

    /** @param leaders what follows the source; a new one for each time that this Frond gets the right */
    Election(SharedIndex index, Editions editions, Knowing known, Supplier<Feed> leaders) {
        this.index = index;
        this.editions = editions;
        this.leaders = leaders;
        this.vertx = known.means.vertx();
        this.context = vertx.getOrCreateContext();
        this.knowledge = known.name;
        this.pause = Math.clamp(known.refresh.toMillis(), 1, SharedIndex.LEASE.toMillis() / 3);
        this.progress = new Progress(knowledge, editions, known.means.clock());
    }

    /** @param refresh how often to look */
    record Knowing(String name, Duration refresh, Means means) {}

    /** Does not fail where the engine is away: searches do, until it is back. */
    @Override
    public Future<Void> start() {
        var started = Promise.<Void>promise();
        context.runOnContext(nothing -> turn().onComplete(done -> {
            again();
            followed.onComplete(started);
        }));
        return started.future();
    }

    @Override
    public Future<Void> stop() {
        var stopped = Promise.<Void>promise();
        context.runOnContext(nothing -> {
            over = true;
            vertx.cancelTimer(timer);
            turn.transform(ended -> stepDown())
                    .transform(ended -> index.release())
                    .otherwiseEmpty()
                    .onComplete(stopped);
        });
        return stopped.future();
    }

    /** Another Frond's look is not waited for. */
    @Override
    public Future<Void> now() {
        var looked = Promise.<Void>promise();
        context.runOnContext(nothing -> {
            var last = leading;
            (last == null ? learn() : last.now()).onComplete(looked);
        });
        return looked.future();
    }

    /** None where another Frond reads them. */
    @Override
    public int waiting() {
        var last = leading;
        return last == null ? 0 : last.waiting();
    }

    /** None where another Frond reads them. */
    @Override
    public SortedMap<String, String> leftOut() {
        var last = leading;
        return last == null ? Collections.emptySortedMap() : last.leftOut();
    }

    @Override
    public boolean reachable() {
        return reachable;
    }

    private void again() {
        if (!over) {
            timer = vertx.setTimer(pause, due -> turn().onComplete(done -> again()));
        }
    }

    private Future<Void> turn() {
        turn = onLoop(index.claim())
                .compose(this::act)
                .onComplete(done -> reachable = done.succeeded())
                .otherwise(this::complain);
        return turn;
    }

    private Future<Void> act(Claim claim) {
        return switch (claim) {
            case REFUSED -> stepDown().compose(ended -> learn());
            case GRANTED -> stepDown().compose(ended -> lead());
            case KEPT -> leading == null ? lead() : Future.succeededFuture();
        };
    }

    private Future<Void> lead() {
        revision = 0;
        return learn().map(learnt -> {
            if (!over) {
                var next = leaders.get();
                leading = next;
                followed = next.start();
                LOG.info("knowledge {}: this Frond keeps its index", knowledge);
            }
            return null;
        });
    }

    private Future<Void> stepDown() {
        var last = leading;
        leading = null;
        revision = last == null ? revision : 0;
        return last == null ? Future.succeededFuture() : onLoop(last.stop());
    }

    private Future<Void> learn() {
        return onLoop(index.since(revision)).map(news -> {
            if (revision == 0) {
                editions.restart();
            }
            news.documents().forEach(editions::learn);
            editions.show(editions.noted());
            revision = news.revision();
            return null;
        });
    }

    private Void complain(Throwable failure) {
        if (!over) {
            progress.complain("its index cannot be reached", failure);
        }
        return null;
    }

    private <T> Future<T> onLoop(Future<T> work) {
        var promise = Promise.<T>promise();
        work.onComplete(done -> context.runOnContext(nothing -> promise.handle(done)));
        return promise.future();
    }
}
