package io.frond.upstream;

import io.frond.model.Call;
import io.frond.model.Operation.Kind;
import io.frond.model.Reply;
import io.vertx.core.Future;
import java.util.Set;

/**
 * Has the rest of a chat stream that breaks told by another endpoint, or by a backend of the chain, on the routes that
 * ask for it. Stands above the chain: below it a stream that has begun is never taken up again.
 *
 * @param routes by name
 */
public record Rescuing(Chain chain, Set<String> routes) implements Upstream {

    public Rescuing {
        routes = Set.copyOf(routes);
    }

    @Override
    public Future<Reply> call(Call call) {
        if (!routes.contains(call.route().name()) || !isStreamedChat(call)) {
            return chain.call(call);
        }
        long began = chain.first().around().clock().nanos();
        return chain.call(call).map(reply -> watched(call, reply, began));
    }

    private static boolean isStreamedChat(Call call) {
        return call.ask().operation().kind() == Kind.CHAT && call.ask().fields().stream() && call.endpoint() == null;
    }

    private Reply watched(Call call, Reply reply, long began) {
        return reply instanceof Reply.Streamed stream && stream.served() != null
                ? new RescuedStream(stream, new Rescue(chain, call, stream.served(), began)).reply()
                : reply;
    }
}
