package io.frond.upstream;

import io.frond.model.Call;
import io.frond.model.Caller;
import io.frond.model.Priority;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.model.Served;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tries of one request at one backend: asks, and does what {@link RetryRule} says of a failure. Owned by the event
 * loop of the call.
 */
final class Tries implements Stay.Guest {
    private static final Duration LONGEST_HINT = Duration.ofSeconds(60);
    private static final Set<Reason> PAUSING = EnumSet.of(Reason.UPSTREAM_RATE, Reason.UPSTREAM_OPEN);

    private final Failover backend;
    private final Call call;
    private final List<Endpoint> endpoints;
    private final Allowance allowance;
    private final Promise<Reply> reply = Promise.promise();
    private final List<Endpoint> tried = new ArrayList<>(2);
    private volatile @Nullable Stay queued;
    private Runnable stay = () -> {};
    private long timer = -1;
    private int made;
    private Duration waited = Duration.ZERO;

    /** @param endpoints those that can answer, at least one */
    Tries(Failover backend, Call call, List<Endpoint> endpoints, Allowance allowance) {
        this.backend = backend;
        this.call = call;
        this.endpoints = endpoints;
        this.allowance = allowance;
    }

    Future<Reply> reply() {
        stay = call.ask().caller().whenGone(this::left);
        next();
        return reply.future();
    }

    /** A try under way hears of it by itself. */
    private void left() {
        backend.around().vertx().cancelTimer(timer);
        reply.tryFail(CallerGone.refused());
        var waiting = queued;
        if (waiting != null) {
            waiting.leave();
        }
    }

    private void next() {
        if (reply.future().isComplete()) {
            return;
        }
        var candidates = untried();
        if (backend.line().isEmpty()) {
            go(candidates);
        } else {
            queue(candidates);
        }
    }

    private void go(List<Endpoint> candidates) {
        var endpoint = choose(candidates);
        if (!endpoint.isReady(call)) {
            none(candidates, endpoint);
        } else if (endpoint.claim(call)) {
            attempt(endpoint);
        } else {
            queue(candidates);
        }
    }

    /** @param soonest the one that is ready first, which will say itself why it is not now */
    private void none(List<Endpoint> candidates, Endpoint soonest) {
        var rest = soonest.rest(call);
        if (Stay.lackRoom(candidates, call)) {
            queue(candidates);
        } else if (backend.rule().mayWait(rest, waited, allowance.remaining(call)) && !rest.isZero()) {
            pause(RetryRule.jittered(rest, chance()));
        } else if (!rest.isZero()) {
            giveUp(Refused.of(Reason.UPSTREAM_RATE, "The model service has too much to do at the moment.")
                    .after(soonest.away(call)));
        } else if (soonest.claim(call)) {
            attempt(soonest);
        } else {
            turnedAway(Stay.full(backend));
        }
    }

    /** Only who can wait waits while there is room elsewhere. */
    private void queue(List<Endpoint> candidates) {
        if (call.ask().wishes().priority() == Priority.INTERACTIVE && allowance.hasRoomElsewhere()) {
            turnedAway(Stay.full(backend));
        } else {
            wait(candidates);
        }
    }

    private void wait(List<Endpoint> candidates) {
        var stay = new Stay(backend, call, candidates, this);
        queued = stay;
        stay.begin(allowance.remaining(call).minus(RetryRule.SHORTEST_TRY));
        if (reply.future().isComplete()) {
            stay.leave();
        }
    }

    @Override
    public void seated(Endpoint place) {
        if (reply.future().isComplete()) {
            place.giveBack(call);
        } else {
            attempt(place);
        }
    }

    @Override
    public void unseated() {
        if (!reply.future().isComplete()) {
            go(untried());
        }
    }

    @Override
    public void turnedAway(Refused why) {
        giveUp(why);
    }

    /** Those not asked yet; all of them again where every one was. */
    private List<Endpoint> untried() {
        if (tried.isEmpty() || endpoints.size() == 1) {
            return endpoints;
        }
        var others = endpoints.stream().filter(e -> !tried.contains(e)).toList();
        return others.stream().anyMatch(e -> e.isReady(call)) ? others : tried;
    }

    private Endpoint choose(List<Endpoint> candidates) {
        return backend.selection().among(candidates, call);
    }

    private void attempt(Endpoint endpoint) {
        var wait = backend.hedging().patience(call);
        var answer = wait.isPresent() && endpoints.size() > 1
                ? new Race(new Race.Course(this::ask, this::rival, backend.hedging(), backend.around()), call)
                        .run(endpoint, wait.get())
                : ask(endpoint, call.ask().caller());
        answer.onSuccess(this::answered).onFailure(this::failed);
    }

    /** One try, its place being claimed. Its failure tells where it was made. */
    private Future<Reply> ask(Endpoint endpoint, Caller caller) {
        if (!tried.contains(endpoint)) {
            tried.add(endpoint);
        }
        made++;
        allowance.tried();
        var one = inTime();
        return endpoint.upstream()
                .call(caller == one.ask().caller() ? one : Calls.onBehalfOf(caller, one))
                .recover(failure -> Future.failedFuture(noted(endpoint, failure)));
    }

    /** The endpoint to join a slow try, where there is one and a try may be spent on it. */
    private Optional<Endpoint> rival() {
        if (!mayRepeat() || !hasTime() || !another()) {
            return Optional.empty();
        }
        var endpoint = choose(untried());
        if (!endpoint.claim(call)) {
            return Optional.empty();
        }
        if (backend.budget().retry()) {
            return Optional.of(endpoint);
        }
        endpoint.giveBack(call);
        return Optional.empty();
    }

    /**
     * The call with what is left of its time. A try after which there is nowhere to go may use all of that, unless it
     * is the request's first: then the time-out of the configuration stands.
     */
    private Call inTime() {
        boolean last = allowance.made() > 1 && !allowance.goesOn() && !(mayRepeat() && another());
        var usual = backend.usual(call);
        var remaining = allowance.remaining(call);
        var bounded = last || remaining.compareTo(usual) < 0 ? call.within(remaining) : call;
        return call.ask().wishes().untilAnswer() == null ? bounded : bounded.after(allowance.spent());
    }

    private void answered(Reply answer) {
        stay.run();
        var served = answer.served();
        backend.hedging().answered(call, served);
        reply.tryComplete(served == null ? answer : answer.by(served.after(allowance.made())));
    }

    private Throwable noted(Endpoint endpoint, Throwable failure) {
        if (!(failure instanceof Refused refused)) {
            return failure;
        }
        var wait = refused.retryAfter();
        if (refused.reason() == Reason.UPSTREAM_RATE && wait != null) {
            endpoint.letRest(wait);
        }
        if (refused.reason() == Reason.UPSTREAM_OPEN) {
            allowance.notTried();
        }
        return refused.by(new Served(endpoint.name(), allowance.made(), Duration.ZERO));
    }

    private void failed(Throwable failure) {
        if (failure instanceof Refused refused) {
            failed(refused);
        } else {
            stay.run();
            reply.tryFail(failure);
        }
    }

    private void failed(Refused refused) {
        var facts =
                new RetryRule.Facts(mayRepeat(), another(), tried.size() == 1, made, waited, allowance.remaining(call));
        var next = backend.rule().after(refused, facts, chance());
        if (next instanceof RetryRule.GiveUp || !backend.budget().retry()) {
            giveUp(refused);
        } else if (next instanceof RetryRule.Again again) {
            pause(again.after());
        } else {
            next();
        }
    }

    private void pause(Duration wait) {
        waited = waited.plus(wait);
        timer = backend.around().vertx().setTimer(wait.toMillis() + 1, fired -> next());
    }

    private boolean mayRepeat() {
        return call.ask().operation().repeatable() && made <= backend.rules().attempts() && allowance.hasTry();
    }

    private boolean another() {
        return endpoints.stream().anyMatch(e -> !tried.contains(e) && e.isReady(call));
    }

    private boolean hasTime() {
        return allowance.remaining(call).compareTo(RetryRule.SHORTEST_TRY) >= 0;
    }

    private double chance() {
        return backend.around().random().nextDouble();
    }

    /** Frond has used its tries: a client should not add its own, unless it is known when that is worth it. */
    private void giveUp(Refused last) {
        stay.run();
        reply.tryFail(advised(timed(last)));
    }

    /** Where none takes calls now, what counts is who does so first, not who was asked last. */
    private Refused timed(Refused last) {
        var told = last.retryAfter();
        var asked = last.served();
        if (told == null || asked == null || !PAUSING.contains(last.reason())) {
            return last;
        }
        return endpoints.stream()
                .filter(one -> !one.name().equals(asked.endpoint()))
                .map(one -> one.away(call))
                .min(Comparator.naturalOrder())
                .filter(wait -> !wait.isZero() && wait.compareTo(told) < 0)
                .map(last::after)
                .orElse(last);
    }

    private static Refused advised(Refused last) {
        var wait = last.retryAfter();
        boolean later = wait != null && wait.compareTo(LONGEST_HINT) <= 0;
        if (!last.reason().elsewhere()) {
            return last;
        }
        return last.with(Map.of("x-should-retry", Boolean.toString(later)));
    }
}
