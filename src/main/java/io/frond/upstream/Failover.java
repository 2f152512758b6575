package io.frond.upstream;

import io.frond.config.BackendConfig;
import io.frond.model.Call;
import io.frond.model.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several endpoints as one: the balancer chooses, and when a try fails through the endpoint's fault before anything of
 * the answer was handed out, another endpoint is tried.
 *
 * @param budget of the whole backend
 */
record Failover(
        List<Endpoint> endpoints,
        Selection selection,
        BackendConfig config,
        RetryBudget budget,
        Hedging hedging,
        Line line,
        Surroundings around) {

    Future<Reply> call(Call call, Allowance allowance) {
        budget.request();
        return new Tries(this, call, candidates(call.endpoint()), allowance).reply();
    }

    /** One that keeps what the call goes on from stands alone; if it is gone, the others may know what became of it. */
    private List<Endpoint> candidates(@Nullable String only) {
        if (only == null) {
            return endpoints;
        }
        var keeper = endpoints.stream()
                .filter(endpoint -> endpoint.name().equals(only))
                .toList();
        return keeper.isEmpty() ? endpoints : keeper;
    }

    BackendConfig.Retry rules() {
        return config.retry();
    }

    RetryRule rule() {
        return new RetryRule(rules().longestWait());
    }

    /** How long one try may take until its answer begins. */
    Duration usual(Call call) {
        return call.ask().fields().stream()
                ? config.timeout().firstToken()
                : config.timeout().total();
    }
}
