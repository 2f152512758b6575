package io.frond.upstream;

import io.frond.config.BackendConfig;
import io.frond.model.Call;
import io.frond.model.Reason;
import io.frond.model.Refused;
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
        Endpoints endpoints,
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

    /**
     * After one of them has broken off an answer: another is asked, the same only where it is the only one. Draws from
     * the budget.
     */
    Future<Reply> elsewhere(Call call, Allowance allowance, String broken) {
        if (!budget.retry()) {
            return Future.failedFuture(Refused.of(Reason.SHED, "No further tries are made at the moment."));
        }
        var others = others(broken);
        return new Tries(this, call, others.isEmpty() ? endpoints.now() : others, allowance).reply();
    }

    List<Endpoint> others(String than) {
        return endpoints.now().stream()
                .filter(endpoint -> !endpoint.name().equals(than))
                .toList();
    }

    /** One that keeps what the call goes on from stands alone; if it is gone, the others may know what became of it. */
    private List<Endpoint> candidates(@Nullable String only) {
        var now = endpoints.now();
        if (only == null) {
            return now;
        }
        var keeper =
                now.stream().filter(endpoint -> endpoint.name().equals(only)).toList();
        return keeper.isEmpty() ? now : keeper;
    }

    BackendConfig.Retry rules() {
        return config.retry();
    }

    RetryRule rule() {
        return new RetryRule(rules().longestWait());
    }

    /** How long one try may take until its answer begins. */
    Duration usual(Call call) {
        var limits = config.timeout().with(call.patience());
        return call.ask().fields().stream() ? limits.firstToken() : limits.total();
    }
}
