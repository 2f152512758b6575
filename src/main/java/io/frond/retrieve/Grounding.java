package io.frond.retrieve;

import io.frond.model.Ask;
import io.frond.model.Call;
import io.frond.model.Clock;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Route;
import io.frond.model.Tenant;
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
    public Future<Call> ground(Tenant tenant, Ask ask, Route route) {
        return switch (route) {
            case Route.Direct direct -> Future.succeededFuture(Call.straight(ask, direct));
            case Route.Retrieve retrieve -> retrieve(tenant, ask, retrieve);
        };
    }

    private Future<Call> retrieve(Tenant tenant, Ask ask, Route.Retrieve route) {
        var from = Objects.requireNonNull(
                knowledge.get(route.knowledge()), () -> "a route names a knowledge that is not there: " + route);
        var question = Question.of(ask.fields().messages());
        var weave = Weave.into(ask);
        if (question.isEmpty() || weave == null) {
            return Future.succeededFuture(Call.straight(ask, route));
        }
        var terms = from.config().terms();
        var search = from.search(question, AclFilter.of(terms.acl(), tenant));
        return InTime.within(from.config().search().timeout(), search, vertx)
                .otherwise(failure -> without(from, failure))
                .map(found -> new Call(
                        ask,
                        route,
                        weave.edits(used(from, found).passages(), terms.asOf()),
                        found.passages(),
                        found.sources()));
    }

    private static Findings used(Knowledge from, Findings found) {
        if (found.onlyStale() && from.refusesStale()) {
            throw Refused.of(
                    Reason.RETRIEVAL_STALE,
                    "The documents that this question was to be answered from are too old, and '"
                            + from.config().name() + "' gives no answers from such.");
        }
        return found;
    }

    private Findings without(Knowledge from, Throwable failure) {
        if (complaints.now()) {
            LOG.warn(
                    "knowledge {}: requests go on without passages: {}",
                    from.config().name(),
                    failure.toString());
        }
        return new Findings(List.of(), List.of(from.unknown()), "", false);
    }
}
