package io.frond.upstream;

import io.frond.model.Call;
import io.frond.model.Patience;
import io.frond.model.Reply;
import io.vertx.core.Future;
import java.util.Map;

/**
 * Lets the calls of some routes wait for as long as these say, whichever backend answers.
 *
 * @param routes by their names
 */
public record Paced(Upstream inner, Map<String, Patience> routes) implements Upstream {

    public Paced {
        routes = Map.copyOf(routes);
    }

    @Override
    public Future<Reply> call(Call call) {
        var patience = routes.get(call.route().name());
        return inner.call(patience == null ? call : call.waitedFor(patience));
    }
}
