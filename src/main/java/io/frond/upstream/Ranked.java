package io.frond.upstream;

import io.frond.model.Call;
import io.frond.model.Reply;
import io.vertx.core.Future;
import java.util.Set;

/**
 * Puts the calls of some routes behind all others where there is not room for all.
 *
 * @param batch names of those routes
 */
public record Ranked(Upstream inner, Set<String> batch) implements Upstream {

    public Ranked {
        batch = Set.copyOf(batch);
    }

    @Override
    public Future<Reply> call(Call call) {
        return inner.call(
                batch.contains(call.route().name()) ? call.asking(call.ask().asBatch()) : call);
    }
}
