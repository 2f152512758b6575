package io.frond.upstream;

import io.frond.config.BalanceConfig;
import io.frond.model.Call;
import io.frond.model.Clock;
import io.frond.upstream.balance.Balancer;
import io.frond.upstream.balance.Belonging;
import io.frond.upstream.balance.Draw;
import io.frond.upstream.balance.Load;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** Asks the balancer which endpoint a call goes to, and tells the endpoint. Thread-safe. */
final class Selection {
    private final Balancer balancer;
    private final BalanceConfig config;
    private final RandomGenerator random;
    private final Clock clock;

    Selection(Balancer balancer, BalanceConfig config, Surroundings around) {
        this.balancer = Balancer.tiered(config.sticky() == null ? balancer : Balancer.sticky(balancer));
        this.config = config;
        this.random = around.random();
        this.clock = around.clock();
    }

    /**
     * Where none is ready, the one whose rest is over first; it will itself say why not.
     *
     * @param candidates at least one
     */
    Endpoint among(List<Endpoint> candidates, Call call) {
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        var loads = new ArrayList<Load>(candidates.size());
        long now = clock.nanos();
        for (int i = 0; i < candidates.size(); i++) {
            loads.add(candidates.get(i).load(call, now));
        }
        int picked = balancer.pick(loads, draw(call));
        if (picked < 0) {
            return candidates.stream()
                    .min(Comparator.comparing(one -> one.away(call)))
                    .orElseThrow();
        }
        var endpoint = candidates.get(picked);
        endpoint.picked();
        return endpoint;
    }

    private Draw draw(Call call) {
        var sticky = config.sticky();
        return new Draw(
                random,
                sticky == null ? 0 : Belonging.session(call.ask(), sticky.header()),
                balancer.readsPrompt() ? Belonging.prompt(call.ask(), config.prefix()) : 0);
    }
}
