package io.frond.upstream;

import io.frond.config.Ability.Continues;
import io.frond.model.Call;
import io.frond.model.Caller;
import io.frond.model.Edit;
import io.frond.model.Reply;
import io.frond.model.Served;
import io.frond.upstream.dialect.Continuation;
import io.frond.upstream.dialect.Joint;
import io.frond.upstream.dialect.Terms;
import io.frond.upstream.dialect.Told;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ways to the rest of one broken answer, best first. The same request once more, where the same answer is to be
 * expected: what it repeats proves that it is the same. Else a request that holds what was told, where the operator
 * says that the model goes on from that. Who refuses this is asked for all of it.
 *
 * <p>Owned by the event loop of the call.
 */
final class Rescue {
    /** Above this, reading a request would hold the event loop up. */
    private static final int SMALL = 256 * 1024;

    private final Chain chain;
    private final Call call;
    private final Served broken;
    private final long began;
    private final Deque<Way> ways = new ArrayDeque<>(3);
    private final List<Backend> replayed = new ArrayList<>(2);
    private @Nullable Allowance allowance;
    private String tried = "none";

    /** @param edits those that make it a continuation; empty for a replay */
    record Way(Backend at, List<Edit> edits) {

        boolean isReplay() {
            return edits.isEmpty();
        }

        Joint joint(Told told) {
            return isReplay() ? Joint.ofReplay(told) : Joint.ofContinuation(told);
        }
    }

    /**
     * @param served who has told the beginning
     * @param began when the call was made, by the clock of the backends
     */
    Rescue(Chain chain, Call call, Served served, long began) {
        this.chain = chain;
        this.call = call;
        this.broken = served;
        this.began = began;
    }

    Caller caller() {
        return call.ask().caller();
    }

    Surroundings around() {
        return chain.first().around();
    }

    /** Completes when the ways are known; there may be none. */
    Future<Void> begin(Told told) {
        var terms = call.ask().body().length() > SMALL
                ? around().workers().run(() -> Terms.of(call.ask()))
                : Future.succeededFuture(Terms.of(call.ask()));
        return terms.onSuccess(read -> find(read, told)).mapEmpty();
    }

    private void find(Terms terms, Told told) {
        var home = home();
        if (!terms.single() || home == null || outOfTime(home)) {
            return;
        }
        var spent = home.allowance(call, 1);
        for (int i = 0; i < broken.attempts(); i++) {
            spent.tried();
        }
        allowance = spent;
        var places = places(home);
        if (terms.repeatable() || told.text().isEmpty()) {
            places.forEach(place -> ways.add(new Way(place, List.of())));
        }
        places.forEach(place -> continuation(place, terms, told));
    }

    private void continuation(Backend place, Terms terms, Told told) {
        var how = place.config().can().continues();
        var edits = how == null ? List.<Edit>of() : Continuation.of(call.ask(), terms, told, how == Continues.VLLM);
        if (!edits.isEmpty()) {
            ways.add(new Way(place, edits));
        }
    }

    /** The backend whose endpoint has broken off. */
    private @Nullable Backend home() {
        return backends()
                .filter(backend -> backend.config().name().equals(broken.backend()))
                .findFirst()
                .orElse(null);
    }

    private Stream<Backend> backends() {
        return Stream.concat(Stream.of(chain.first()), chain.next(call).stream());
    }

    private boolean outOfTime(Backend home) {
        return spent().compareTo(home.config().timeout().with(call.patience()).stream()) >= 0;
    }

    private Duration spent() {
        return around().clock().since(began);
    }

    /** Another endpoint of the same backend, then the backends behind it; the one that broke off where it is alone. */
    private List<Backend> places(Backend home) {
        var needs = Needs.of(call);
        var others = backends()
                .dropWhile(backend -> backend != home)
                .skip(1)
                .filter(other -> needs.beyond(other.config().can()) == null)
                .toList();
        return others.isEmpty() || home.hasOther(broken.endpoint())
                ? Stream.concat(Stream.of(home), others.stream()).toList()
                : others;
    }

    /** The next way, where there is one that may be gone. */
    @Nullable
    Way next() {
        var limits = allowance;
        if (limits == null || caller().gone()) {
            return null;
        }
        limits.toCome(0);
        boolean may = limits.hasTry() && limits.remaining(later()).compareTo(RetryRule.SHORTEST_TRY) >= 0;
        return may ? ways.poll() : null;
    }

    /** @param within who leaves when this way leads nowhere */
    Future<Reply> go(Way way, Caller within) {
        var limits = Objects.requireNonNull(allowance);
        limits.toCome(ways.size());
        tried = way.isReplay() ? "replay" : "continuation";
        if (way.isReplay()) {
            replayed.add(way.at());
        }
        var asked = Calls.onBehalfOf(within, later()).with(way.edits());
        return way.at().config().name().equals(broken.backend())
                ? way.at().elsewhere(asked, limits, broken.endpoint())
                : way.at().call(asked, limits);
    }

    private Call later() {
        return call.asking(call.ask().begun(allowance == null ? Duration.ZERO : startedAfter()));
    }

    /** The allowance counts from here on by itself. */
    private Duration startedAfter() {
        return spent().minus(Objects.requireNonNull(allowance).spent());
    }

    /** The model will not go on from what was told. It may tell all of it again. */
    void refused(Way way) {
        if (!way.isReplay() && !replayed.contains(way.at())) {
            ways.addFirst(new Way(way.at(), List.of()));
        }
    }

    /** It told another answer. Whoever repeats the request further on would do so too. */
    void differs(Way way) {
        if (way.isReplay()) {
            ways.removeIf(Way::isReplay);
        }
    }

    /** Counts it. */
    void over(boolean whole) {
        Counter.builder("frond.rescues")
                .description("Streams that broke on a route that rescues them, by the last way tried")
                .tags("backend", broken.backend(), "by", tried, "result", whole ? "whole" : "broken")
                .register(around().meters())
                .increment();
    }
}
