package io.frond.upstream;

import io.frond.model.Call;
import io.frond.model.Reply;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/**
 * A backend and those that answer when it cannot, in order. Acts before the first byte of an answer has been handed
 * out.
 *
 * <p>Conversations only: vectors of another model do not compare, files and the like lie where they were put, and what
 * goes on from a kept response must go where that is kept.
 *
 * @param others the backend's own list
 * @param byRoute lists that routes to this backend have of their own, by the route's name
 */
public record Chain(Backend first, List<Backend> others, Map<String, List<Backend>> byRoute) implements Upstream {

    public Chain {
        others = List.copyOf(others);
        byRoute = Map.copyOf(byRoute);
    }

    @Override
    public Future<Reply> call(Call call) {
        var next = next(call);
        return next.isEmpty() ? first.call(call) : new Succession(first, next, call).reply();
    }

    /** Who may answer this call when the first cannot. */
    List<Backend> next(Call call) {
        return mayMove(call) ? byRoute.getOrDefault(call.route().name(), others) : List.of();
    }

    private static boolean mayMove(Call call) {
        return call.ask().operation().speaks()
                && call.endpoint() == null
                && call.ask().continues() == null;
    }
}
