package io.frond.upstream;

import io.frond.config.BackendConfig;
import io.frond.model.Call;
import io.frond.model.Reply;
import io.vertx.core.Future;
import java.util.List;

/**
 * Several endpoints as one: the balancer chooses, and when a try fails through the endpoint's fault before anything of
 * the answer was handed out, another endpoint is tried.
 *
 * @param budget of the whole backend
 */
record Failover(
        List<Endpoint> endpoints, Balancer balancer, RetryBudget budget, BackendConfig.Retry rules, Surroundings around)
        implements Upstream {

    @Override
    public Future<Reply> call(Call call) {
        budget.request();
        return new Tries(this, call).reply();
    }
}
