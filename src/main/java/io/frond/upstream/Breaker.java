package io.frond.upstream;

import io.frond.config.BackendConfig;
import io.frond.model.Call;
import io.frond.model.Clock;
import io.frond.model.Ending;
import io.frond.model.Outcome;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.upstream.Circuit.Phase;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls from an endpoint that fails, and finds out by a few real requests when it has recovered.
 *
 * <p>Results are told at the end of an answer. Only the endpoint's own fault is a failure ({@link Suspicion} judges
 * whose it is); a provider's answer to a bad request and a caller who leaves are neither failure nor success. While it
 * is shut on the word of one tenant, calls of others pass, and the first of them decides. Operators open, close and
 * drain it by hand; that holds until they take it back. Thread-safe.
 */
final class Breaker implements Upstream {

    /**
     * @param backend the backend's name
     * @param before the breaker that stood here until now; where the rules are the same, both know the same
     */
    record Place(
            String backend,
            String endpoint,
            Fleet fleet,
            Vitals vitals,
            @Nullable Breaker before) {

        Place(String backend, String endpoint, Fleet fleet) {
            this(backend, endpoint, fleet, new Vitals(), null);
        }

        /** Does not hold on to all breakers that ever stood here. */
        private Place alone() {
            return new Place(backend, endpoint, fleet, vitals, null);
        }
    }

    /** @param phase in which the call may count; null for one let through though calls are kept away */
    private record Permit(@Nullable Phase phase, long began) {}

    /** Until an operator says so. */
    private static final Duration UNKNOWN = Duration.ofDays(1);

    private final Upstream inner;
    private final Place place;
    private final BackendConfig.Breaker rules;
    private final Clock clock;
    private final Circuit circuit;
    private final Suspicion suspicion;
    private final AtomicInteger row;
    /** The only tenant whom it is shut for; null where it is for all. */
    private final AtomicReference<@Nullable String> word;

    private final AtomicBoolean drained;

    Breaker(Upstream inner, Place place, BackendConfig.Breaker rules, Clock clock, RandomGenerator random) {
        this.inner = inner;
        this.place = place.alone();
        this.rules = rules;
        this.clock = clock;
        var before = place.before();
        var alike = before != null && before.rules.equals(rules) ? before : null;
        this.circuit = alike == null ? new Circuit(rules, clock, random) : alike.circuit;
        this.suspicion = alike == null ? new Suspicion(rules, clock.nanos()) : alike.suspicion;
        this.row = alike == null ? new AtomicInteger() : alike.row;
        this.word = alike == null ? new AtomicReference<>() : alike.word;
        this.drained = before != null ? before.drained : new AtomicBoolean();
        circuit.named("backend " + place.backend() + " endpoint " + place.endpoint());
        if (before != null && alike == null) {
            circuit.inherit(before.circuit);
        }
        place.fleet().add(this);
    }

    @Override
    public Future<Reply> call(Call call) {
        long now = clock.nanos();
        suspicion.visited(call.tenant(), now);
        var permit = permit(call.tenant(), now);
        return permit == null ? Future.failedFuture(kept()) : call(call, permit);
    }

    private @Nullable Permit permit(String tenant, long now) {
        var phase = circuit.phase();
        if (drained.get() || phase.byHand()) {
            return null;
        }
        if (phase.closed()) {
            return new Permit(phase, now);
        }
        var entered = holdsFor(tenant) ? circuit.enter() : null;
        if (entered != null) {
            return new Permit(entered, now);
        }
        return isReady(tenant) ? new Permit(null, now) : null;
    }

    private Future<Reply> call(Call call, Permit permit) {
        var reply = attempt(call);
        var phase = permit.phase();
        if (phase != null && !phase.closed()) {
            reply.onSuccess(head -> circuit.answered(phase));
        }
        Ends.after(reply, ending -> settle(permit, call, aboutTheRequest(reply), ending));
        return reply;
    }

    /** What throws would keep its slot. */
    private Future<Reply> attempt(Call call) {
        try {
            return inner.call(call);
        } catch (RuntimeException bug) {
            return Future.failedFuture(bug);
        }
    }

    private static boolean aboutTheRequest(Future<Reply> reply) {
        return reply.succeeded() && reply.result().head().status() >= 400;
    }

    private void settle(Permit permit, Call call, boolean aboutTheRequest, Ending ending) {
        var outcome = aboutTheRequest ? Outcome.IGNORED : ending.outcome();
        long nanos = clock.nanos() - permit.began();
        switch (outcome) {
            case SUCCEEDED -> succeeded(permit.phase(), call.tenant(), nanos);
            case FAILED -> failed(permit.phase(), call, ending.reason() == Reason.UPSTREAM_CONNECT, nanos);
            case IGNORED -> ignored(permit.phase());
        }
    }

    private void ignored(@Nullable Phase phase) {
        if (phase != null && !phase.closed()) {
            circuit.released(phase);
        }
    }

    private void succeeded(@Nullable Phase phase, String tenant, long nanos) {
        if (row.get() != 0) {
            row.set(0);
            suspicion.rowEnded(clock.nanos());
        }
        if (phase == null) {
            passed(tenant);
        } else if (circuit.succeeded(phase, nanos)) {
            word.set(suspicion.word(clock.nanos()));
        }
    }

    private void passed(String tenant) {
        if (holdsFor(tenant)) {
            circuit.revived();
        } else {
            circuit.acquitted();
        }
    }

    private void failed(@Nullable Phase phase, Call call, boolean unreachable, long nanos) {
        int failures = row.incrementAndGet();
        long now = clock.nanos();
        int counting = unreachable ? suspicion.unreachable(now) : suspicion.failed(call, now);
        if (phase == null) {
            confirmed(call.tenant(), unreachable);
        } else if (circuit.failed(phase, counting, failures, nanos)) {
            word.set(phase.closed() ? suspicion.word(now) : unreachable ? null : call.tenant());
        }
    }

    private void confirmed(String tenant, boolean unreachable) {
        if (unreachable || !holdsFor(tenant)) {
            word.set(null);
        }
    }

    private boolean holdsFor(String tenant) {
        var only = word.get();
        return only == null || only.equals(tenant);
    }

    private Refused kept() {
        if (withdrawn()) {
            return Refused.of(Reason.UPSTREAM_OPEN, "The model service has been taken out of use for a while.");
        }
        return Refused.of(Reason.UPSTREAM_OPEN, "The model service is failing and gets a pause.")
                .after(pause());
    }

    private Duration pause() {
        var rest = circuit.rest();
        return rest.isZero() ? Duration.ofSeconds(1) : rest;
    }

    /** Until a call of this tenant may be let through again; zero where it would be now. */
    Duration rest(String tenant) {
        if (withdrawn()) {
            return UNKNOWN;
        }
        return isReady(tenant) ? Duration.ZERO : pause();
    }

    /** Whether a call of this tenant would be let through. */
    boolean isReady(String tenant) {
        return !withdrawn()
                && (!isAway(tenant) || (!rules.failFast() && place.fleet().needs(this, tenant)));
    }

    /** Whether calls of this tenant are kept away for the endpoint's own failures. */
    boolean isShut(String tenant) {
        return !circuit.phase().closed() && holdsFor(tenant) && circuit.isShut();
    }

    /** Whether those calls should go elsewhere, for that or as it is unwell by its health check. */
    boolean isAway(String tenant) {
        return !place.vitals().well() || isShut(tenant);
    }

    /** Whether operators have taken it out of use. */
    boolean withdrawn() {
        return drained.get() || circuit.phase().byHand();
    }

    long awaySince() {
        return circuit.phase().closed() ? place.vitals().since() : circuit.openedAt();
    }

    /** Its endpoint is gone. */
    void leave() {
        place.fleet().remove(this);
    }

    /** When it closed, or was made. Monotonic. */
    long closedAt() {
        return circuit.closedAt();
    }

    /** Does as the operator says. Calls that run go on in any case. */
    void obey(Order order) {
        switch (order) {
            case OPEN -> circuit.openByHand();
            case CLOSE -> close();
            case DRAIN -> drained.set(true);
            case UNDRAIN -> drained.set(false);
        }
    }

    private void close() {
        row.set(0);
        suspicion.clear();
        word.set(null);
        circuit.closeByHand();
    }

    Guard guard() {
        var phase = circuit.phase();
        return new Guard(
                phase.word(), phase.byHand(), phase.closed() ? null : word.get(), drained.get(), circuit.rest());
    }

    int failuresInARow() {
        return row.get();
    }
}
