package io.frond.upstream;

import io.frond.model.Call;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.model.Served;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tries of one request.
 *
 * <p>A try at another endpoint follows at once. A backend's only endpoint is asked again after a pause: as long as it
 * wished for ({@code Retry-After}), else doubling from 100 ms with jitter. Not asked again there: an endpoint that was
 * silent (it had its time) or that refuses the key. Owned by the event loop of the call.
 */
final class Tries {
    private static final Duration SHORTEST_TRY = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_HINT = Duration.ofSeconds(60);
    private static final Duration FOREVER = Duration.ofDays(1);
    private static final long FIRST_PAUSE_MILLIS = 100;

    private final Failover backend;
    private final Call call;
    private final List<Endpoint> endpoints;
    private final long began;
    private final Promise<Reply> reply = Promise.promise();
    private final List<Endpoint> tried = new ArrayList<>(2);
    private Runnable stay = () -> {};
    private long timer = -1;
    private int attempts;

    /** @param endpoints those that can answer, at least one */
    Tries(Failover backend, Call call, List<Endpoint> endpoints) {
        this.backend = backend;
        this.call = call;
        this.endpoints = endpoints;
        this.began = backend.around().clock().nanos();
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
    }

    private void next() {
        if (reply.future().isComplete()) {
            return;
        }
        var endpoint = choose(untried());
        if (!endpoint.rest().isZero()) {
            giveUp(Refused.of(Reason.UPSTREAM_RATE, "The model service has too much to do at the moment.")
                    .after(endpoint.rest()));
            return;
        }
        tried.add(endpoint);
        attempts++;
        endpoint.upstream()
                .call(remainingOf(call))
                .onSuccess(this::answered)
                .onFailure(failure -> failed(endpoint, failure));
    }

    private List<Endpoint> untried() {
        return endpoints.size() == 1
                ? endpoints
                : tried.isEmpty()
                        ? endpoints
                        : endpoints.stream().filter(e -> !tried.contains(e)).toList();
    }

    private Endpoint choose(List<Endpoint> candidates) {
        return backend.selection().among(candidates, call);
    }

    private Call remainingOf(Call whole) {
        return whole.ask().wishes().untilAnswer() == null ? whole : whole.after(spent());
    }

    private Duration remaining() {
        var wish = call.ask().wishes().untilAnswer();
        return wish == null ? FOREVER : wish.minus(spent());
    }

    private Duration spent() {
        return backend.around().clock().since(began);
    }

    private void answered(Reply answer) {
        stay.run();
        reply.tryComplete(
                switch (answer) {
                    case Reply.Whole whole ->
                        new Reply.Whole(whole.head(), whole.body(), whole.ending(), counted(whole.served()));
                    case Reply.Streamed stream ->
                        new Reply.Streamed(stream.head(), stream.bytes(), stream.ended(), counted(stream.served()));
                });
    }

    private @Nullable Served counted(@Nullable Served served) {
        return served == null ? null : new Served(served.endpoint(), attempts, served.firstByte(), served.kept());
    }

    private void failed(Endpoint endpoint, Throwable failure) {
        if (!(failure instanceof Refused refused)) {
            stay.run();
            reply.tryFail(failure);
            return;
        }
        var wait = refused.retryAfter();
        if (refused.reason() == Reason.UPSTREAM_RATE && wait != null) {
            endpoint.letRest(wait);
        }
        var last = refused.by(new Served(endpoint.name(), attempts, Duration.ZERO));
        boolean mayRepeat = call.ask().operation().repeatable()
                && attempts <= backend.rules().attempts();
        if (!refused.reason().elsewhere() || !mayRepeat) {
            giveUp(last);
        } else if (endpoints.size() == 1) {
            again(last);
        } else {
            elsewhere(last);
        }
    }

    private void elsewhere(Refused last) {
        boolean another = untried().stream().anyMatch(e -> e.load(call).ready());
        if (another
                && remaining().compareTo(SHORTEST_TRY) >= 0
                && backend.budget().retry()) {
            next();
        } else {
            giveUp(last);
        }
    }

    private void again(Refused last) {
        var pause = pause(last);
        boolean worthIt = mayRecover(last.reason())
                && pause.compareTo(LONGEST_WAIT) <= 0
                && remaining().minus(pause).compareTo(SHORTEST_TRY) >= 0;
        if (worthIt && backend.budget().retry()) {
            timer = backend.around().vertx().setTimer(Math.max(1, pause.toMillis() + 1), fired -> next());
        } else {
            giveUp(last);
        }
    }

    private static boolean mayRecover(Reason reason) {
        return switch (reason) {
            case UPSTREAM_CONNECT, UPSTREAM_5XX, UPSTREAM_PROTOCOL, UPSTREAM_RATE -> true;
            default -> false;
        };
    }

    private Duration pause(Refused last) {
        double chance = backend.around().random().nextDouble();
        var wished = last.retryAfter();
        if (wished != null) {
            return wished.plusMillis((long) (chance * wished.toMillis() / 10));
        }
        long doubled = FIRST_PAUSE_MILLIS << Math.min(attempts - 1, 10);
        return Duration.ofMillis((long) (doubled * (0.5 + chance / 2)));
    }

    /** Frond has used its tries: a client should not add its own, unless it is known when that is worth it. */
    private void giveUp(Refused last) {
        stay.run();
        reply.tryFail(advised(last));
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
