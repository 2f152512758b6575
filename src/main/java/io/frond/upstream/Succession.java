package io.frond.upstream;

import io.frond.model.Call;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.model.Served;
import io.frond.upstream.dialect.ContextLength;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way along a chain of backends, until one answers. Who could not serve it is not asked. A question
 * that is too long for a model goes to one with more room, once; whatever else a provider says of a request, that it
 * will not answer it too, is the answer.
 *
 * <p>Owned by the event loop of the call.
 */
final class Succession {
    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);

    private final Backend first;
    private final Deque<Backend> others;
    private final Call call;
    private final Needs needs;
    private final Allowance allowance;
    private final List<String> passed = new ArrayList<>(2);

    Succession(Backend first, List<Backend> others, Call call) {
        this.first = first;
        this.others = new ArrayDeque<>(others);
        this.call = call;
        this.needs = Needs.of(call);
        this.allowance = first.allowance(call, 1 + others.size());
    }

    Future<Reply> reply() {
        return ask(first);
    }

    private Future<Reply> ask(Backend backend) {
        var able = others.stream()
                .filter(other -> needs.beyond(other.config().can()) == null)
                .toList();
        allowance.toCome(able.size(), () -> able.stream().anyMatch(other -> other.hasRoom(call)));
        return backend.call(call, allowance)
                .compose(reply -> answered(backend, reply), failure -> failed(backend, failure));
    }

    private Future<Reply> failed(Backend backend, Throwable failure) {
        if (!(failure instanceof Refused refused)) {
            return Future.failedFuture(failure);
        }
        int before = passed.size();
        var next = movesOn(refused) ? next(other -> needs.beyond(other.config().can())) : null;
        if (next == null) {
            return Future.failedFuture(told(refused));
        }
        moved(backend, next, refused.reason().label(), before);
        return ask(next);
    }

    private boolean movesOn(Refused refused) {
        return (refused.reason().elsewhere() || refused.reason() == Reason.SHED) && allowed();
    }

    private boolean allowed() {
        return !call.ask().caller().gone() && allowance.remaining(call).compareTo(RetryRule.SHORTEST_TRY) >= 0;
    }

    private Future<Reply> answered(Backend backend, Reply reply) {
        int before = passed.size();
        var larger = ContextLength.exceeded(reply) && allowed() ? next(other -> unfit(other, backend)) : null;
        if (larger == null) {
            return Future.succeededFuture(told(reply));
        }
        var asBefore = List.copyOf(passed.subList(0, before));
        moved(backend, larger, "context_length_exceeded", before);
        allowance.toCome(0);
        return larger.call(call, allowance)
                .map(this::told)
                .recover(failure ->
                        failure instanceof Refused refused && refused.reason().elsewhere()
                                ? Future.succeededFuture(told(reply, asBefore))
                                : Future.failedFuture(failure));
    }

    /** Why a backend is no help with a question that was too long for another; null where it may be. */
    private @Nullable String unfit(Backend other, Backend than) {
        var room = other.config().can().context();
        var tooLittle = than.config().can().context();
        if (room == null
                || (tooLittle != null && room <= tooLittle)
                || model(other).equals(model(than))) {
            return "context";
        }
        return needs.beyond(other.config().can());
    }

    private String model(Backend backend) {
        return Objects.requireNonNullElse(
                backend.config().model(), call.ask().fields().model());
    }

    /** The first of those left to which nothing speaks against; notes what does of those before it. */
    private @Nullable Backend next(Function<Backend, @Nullable String> against) {
        while (!others.isEmpty()) {
            var other = others.remove();
            var why = against.apply(other);
            if (why == null) {
                return other;
            }
            passed.add(other.config().name() + "=" + why);
        }
        return null;
    }

    private void moved(Backend from, Backend to, String reason, int at) {
        var name = from.config().name();
        passed.add(at, name + "=" + reason);
        LOG.debug(
                "request {} goes on to backend {}: {}",
                call.ask().id(),
                to.config().name(),
                passed);
        Counter.builder("frond.fallbacks")
                .description("Requests handed on to another backend, by why")
                .tags("backend", name, "to", to.config().name(), "reason", reason)
                .register(from.around().meters())
                .increment();
    }

    private Reply told(Reply reply) {
        return told(reply, passed);
    }

    private static Reply told(Reply reply, List<String> over) {
        var served = reply.served();
        return served == null || over.isEmpty() ? reply : reply.by(served.passing(over));
    }

    private Refused told(Refused refused) {
        Served served = refused.served();
        return served == null || passed.isEmpty() ? refused : refused.by(served.passing(passed));
    }
}
