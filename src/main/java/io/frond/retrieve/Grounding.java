package io.frond.retrieve;

import io.frond.model.Ask;
import io.frond.model.Call;
import io.frond.model.Clock;
import io.frond.model.Route;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retrieval that never holds up a request for longer than its collection's {@code search.timeout}: what is late or
 * fails is done without, and the answer then depends on a source that is never current, so that it is not kept.
 */
public final class Grounding implements Retriever {
    private static final Logger LOG = LoggerFactory.getLogger(Grounding.class);

    private final Map<String, Knowledge> knowledge;
    private final Vertx vertx;
    private final Occasionally complaints;

    private Grounding(Map<String, Knowledge> knowledge, Vertx vertx, Clock clock) {
        this.vertx = vertx;
        this.knowledge = Map.copyOf(knowledge);
        this.complaints = Occasionally.fromNow(clock, Duration.ofSeconds(10));
    }

    /** @param knowledge by name; closed by whoever opened it */
    public static Retriever over(Map<String, Knowledge> knowledge, Vertx vertx, Clock clock) {
        return new Grounding(knowledge, vertx, clock);
    }

    @Override
    public Future<Call> ground(Ask ask, Route route) {
        return switch (route) {
            case Route.Direct direct -> Future.succeededFuture(Call.straight(ask, direct));
            case Route.Retrieve retrieve -> retrieve(ask, retrieve);
        };
    }

    private Future<Call> retrieve(Ask ask, Route.Retrieve route) {
        var from = Objects.requireNonNull(
                knowledge.get(route.knowledge()), () -> "a route names a knowledge that is not there: " + route);
        var question = Question.of(ask.fields().messages());
        var weave = Weave.into(ask);
        if (question.isEmpty() || weave == null) {
            return Future.succeededFuture(Call.straight(ask, route));
        }
        return InTime.within(from.config().search().timeout(), from.search(question), vertx)
                .map(found -> new Call(ask, route, weave.edits(found.passages()), found.passages(), found.sources()))
                .otherwise(failure -> without(ask, route, from, failure));
    }

    private Call without(Ask ask, Route route, Knowledge from, Throwable failure) {
        if (complaints.now()) {
            LOG.warn(
                    "knowledge {}: requests go on without passages: {}",
                    from.config().name(),
                    failure.toString());
        }
        return new Call(ask, route, List.of(), List.of(), List.of(from.unknown()));
    }
}
