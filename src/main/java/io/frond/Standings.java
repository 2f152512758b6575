package io.frond;

import io.frond.Paving.Ground;
import io.frond.config.Config;
import io.frond.model.Clock;
import io.frond.model.Usage;
import io.frond.route.Situation;
import io.frond.upstream.EndpointState;
import java.time.Duration;
import java.util.List;

/** How the backends and collections of a snapshot are doing, measured by themselves. */
final class Standings implements Situation {
    /** What is counted as an ordinary request. */
    private static final Usage ORDINARY = Usage.estimated(1_000, 300);

    private static final double NANOS = 1e9;
    private static final Duration MONTH = Duration.ofDays(30);

    private final Config config;
    private final Ground ground;
    private final Clock clock;

    Standings(Config config, Ground ground, Clock clock) {
        this.config = config;
        this.ground = ground;
        this.clock = clock;
    }

    @Override
    public Standing backend(String name) {
        var backend = ground.backends().get(name);
        List<EndpointState> endpoints = backend == null ? List.of() : backend.endpoints();
        double seconds = endpoints.stream()
                .mapToDouble(one -> one.latency().toNanos() / NANOS)
                .min()
                .orElse(0);
        boolean open = endpoints.stream().anyMatch(EndpointState::available);
        return new Standing(seconds, price(name), open);
    }

    private double price(String name) {
        var backend = config.backends().get(name);
        var price = backend == null || backend.model() == null
                ? null
                : config.prices().of(name, backend.model());
        return price == null ? 0 : price.cost(ORDINARY).nanos() / NANOS;
    }

    @Override
    public double changing(String knowledge) {
        var known = ground.knowledge().get(knowledge);
        var newest = known == null ? null : known.stats().newest();
        if (newest == null) {
            return 0;
        }
        double months = Duration.between(newest, clock.now()).toMillis() / (double) MONTH.toMillis();
        return Math.exp(-Math.max(0, months));
    }
}
