package io.frond.gateway;

import io.frond.cache.Found;
import io.frond.model.Arrival;
import io.frond.model.Ask;
import io.frond.model.Call;
import io.frond.model.Caller;
import io.frond.model.Clock;
import io.frond.model.Credential;
import io.frond.model.Journal;
import io.frond.model.Lease;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.model.Route;
import io.frond.model.Scope;
import io.frond.model.Tenant;
import io.frond.model.Verdict;
import io.frond.upstream.Upstream;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The story of a request: identify, admit, recall, classify, route, ground, call, account.
 *
 * <p>Each step gives the next what it needs; none knows another. A step that says no fails with {@link Refused};
 * whatever else goes wrong is a bug, logged once and told to the client by its request id. A request stays with the
 * gateway it began with, and so with one snapshot of the configuration.
 */
public final class Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** What the line of a check says in place of a look-up. */
    private static final String CHECK = "frond; fwd=check";

    private final Steps steps;
    private final Clock clock;

    public Gateway(Steps steps, Clock clock) {
        this.steps = steps;
        this.clock = clock;
    }

    /** The answer, or a failure with {@link Refused}; accounted either way. */
    public Future<Reply> answer(Arrival arrival, Journal journal) {
        return identify(arrival, journal)
                .compose(tenant -> arrival.read().get().map(journal::read).compose(ask -> serve(tenant, ask, journal)))
                .map(reply -> steps.ledger().account(journal, reply))
                .recover(failure -> refuse(failure, journal));
    }

    /** The same for what Frond itself answers: admitted and accounted, but nothing is recalled, decided or called. */
    public Future<Reply> answer(Arrival arrival, Journal journal, BiFunction<Tenant, Ask, Future<Reply>> own) {
        return identify(arrival, journal)
                .compose(tenant ->
                        arrival.read().get().map(journal::read).compose(ask -> own(tenant, ask, journal, own)))
                .map(reply -> steps.ledger().account(journal, reply))
                .recover(failure -> refuse(failure, journal));
    }

    private Future<Reply> own(Tenant tenant, Ask ask, Journal journal, BiFunction<Tenant, Ask, Future<Reply>> answer) {
        return steps.limiter().admit(tenant, ask).compose(lease -> {
            journal.admitted(lease);
            return answer.apply(tenant, ask);
        });
    }

    /** Accounts a request that the surface itself has turned away: it never became a story, but it gets its line. */
    public void refused(Journal journal, Refused why) {
        steps.ledger().refused(journal, why);
    }

    /** Who this is, for the requests that are not a story: listing models. Fails with {@link Refused}. */
    public Future<Tenant> identify(Credential credential, Scope needed) {
        return steps.tenants().identify(credential).map(tenant -> tenant.permitted(needed));
    }

    private Future<Tenant> identify(Arrival arrival, Journal journal) {
        return Future.<Void>succeededFuture()
                .compose(nothing -> steps.tenants().identify(arrival.credential()))
                .map(journal::identified)
                .map(tenant -> tenant.permitted(Scope.of(arrival.operation())));
    }

    private Future<Reply> serve(Tenant tenant, Ask ask, Journal journal) {
        return steps.limiter().admit(tenant, ask).compose(lease -> {
            journal.admitted(lease);
            return recall(tenant, ask, journal);
        });
    }

    private Future<Reply> recall(Tenant tenant, Ask ask, Journal journal) {
        return found(tenant, ask, journal).compose(found -> {
            journal.recalled(found.status());
            journal.forgottenBy(found.forget());
            return switch (found) {
                case Found.Hit hit -> {
                    journal.found(hit.provenance());
                    beside(hit, tenant, ask, journal);
                    yield Future.succeededFuture(hit.reply());
                }
                case Found.Miss miss -> fetch(tenant, ask.onBehalfOf(miss.caller()), miss.fill(), journal);
            };
        });
    }

    private void beside(Found.Hit hit, Tenant tenant, Ask ask, Journal journal) {
        var beside = hit.beside();
        if (beside != null) {
            beside.decided(journal.decision());
            var fill = beside.check();
            if (fill != null) {
                check(tenant, ask, fill, journal);
            }
        }
    }

    /** Asks for a fresh answer as well, as a request of its own that can wait and that no client hears of. */
    private void check(Tenant tenant, Ask ask, Found.Fill fill, Journal asked) {
        var journal = new Journal(asked.id(), asked.decision(), clock.nanos());
        var again = journal.read(ask.onBehalfOf(new Caller()).asBatch());
        var who = journal.identified(tenant);
        journal.recalled(CHECK);
        var unused = steps.limiter()
                .admit(who, again)
                .compose(lease -> {
                    journal.admitted(lease);
                    return fetch(who, again, fill, journal);
                })
                .map(reply -> steps.ledger().account(journal, reply))
                .recover(failure -> refuse(failure, journal))
                .onSuccess(Gateway::readToItsEnd);
    }

    private static void readToItsEnd(Reply reply) {
        if (reply instanceof Reply.Streamed stream) {
            stream.bytes().handler(bytes -> {}).exceptionHandler(broken -> {}).resume();
        }
    }

    private Future<Found> found(Tenant tenant, Ask ask, Journal journal) {
        var wish = ask.wishes().untilAnswer();
        return wish == null
                ? steps.of(tenant).cache().recall(tenant, ask)
                : new BoundedRecall(steps.of(tenant).cache(), tenant, ask)
                        .within(wish.minus(clock.since(journal.arrived())));
    }

    /** The fill is given up on whatever goes wrong, bugs too: others may wait for this very answer. */
    private Future<Reply> fetch(Tenant tenant, Ask ask, Found.Fill fill, Journal journal) {
        return Future.<Void>succeededFuture()
                .compose(nothing -> decide(tenant, ask, journal))
                .compose(call -> call(tenant, inTime(call, journal)).map(reply -> fill.with(reply, call.provenance())))
                .onFailure(failure -> fill.abandon());
    }

    private Future<Call> decide(Tenant tenant, Ask ask, Journal journal) {
        return classify(tenant, ask)
                .map(journal::classified)
                .map(verdict -> journal.routed(route(tenant, ask, verdict, journal)))
                .compose(route -> steps.limiter().pass(leave(journal), route))
                .compose(route -> steps.of(tenant).retriever().ground(tenant, stillThere(ask), route))
                .map(call -> journal.grounded(steps.affinity().held(tenant, call.from(tenant.name()))));
    }

    private static Lease leave(Journal journal) {
        return Objects.requireNonNull(journal.lease(), "whoever is routed was admitted");
    }

    private Future<Verdict> classify(Tenant tenant, Ask ask) {
        var certain = steps.affinity().verdict(tenant, ask);
        return certain == null ? steps.of(tenant).classifier().classify(tenant, ask) : Future.succeededFuture(certain);
    }

    private Route route(Tenant tenant, Ask ask, Verdict verdict, Journal journal) {
        var decision = steps.decisions()
                .keep(journal.decision(), steps.of(tenant).policy().decision(tenant, verdict));
        return steps.affinity().keep(tenant, ask, decision.route());
    }

    private Future<Reply> call(Tenant tenant, Call call) {
        var unused = stillThere(call.ask());
        return backend(tenant, call.route().backend()).call(call).map(reply -> steps.affinity()
                .learn(tenant, call, reply));
    }

    /** The client's time runs from its arrival: the backend may use what the steps before it have left. */
    private Call inTime(Call call, Journal journal) {
        var wish = call.ask().wishes().untilAnswer();
        if (wish == null) {
            return call;
        }
        var spent = clock.since(journal.arrived());
        if (wish.compareTo(spent) <= 0) {
            throw Refused.of(Reason.UPSTREAM_TIMEOUT, "The time of the request was over before a model could be asked.")
                    .at("x-request-timeout-ms");
        }
        return call.after(spent);
    }

    private Upstream backend(Tenant tenant, String name) {
        return Objects.requireNonNull(
                steps.of(tenant).backends().get(name), () -> "the policy chose a backend that is not there: " + name);
    }

    private static Ask stillThere(Ask ask) {
        if (ask.caller().gone()) {
            throw Refused.of(Reason.CALLER_CANCELLED, "The client closed the connection before the answer.");
        }
        return ask;
    }

    private Future<Reply> refuse(Throwable failure, Journal journal) {
        var refused = failure instanceof Refused known ? known : bug(failure, journal);
        refused(journal, refused);
        return Future.failedFuture(refused);
    }

    private static Refused bug(Throwable failure, Journal journal) {
        LOG.error("request {} hit a bug", journal.id(), failure);
        return Refused.of(Reason.INTERNAL, "Frond made a mistake. The log has it under this request id.");
    }
}
