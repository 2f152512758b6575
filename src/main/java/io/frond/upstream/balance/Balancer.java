package io.frond.upstream.balance;

import java.util.List;

/**
 * Chooses an endpoint by the load of each. A pure function: state is in the loads, chance and the request in the draw.
 *
 * <p>Every balancer honours weights: among endpoints that are otherwise alike, each gets calls in proportion to its
 * own. Only the proportion counts, so all weights times ten are the same weights.
 */
@FunctionalInterface
public interface Balancer {

    /** Index of a ready one; -1 where none is. */
    int pick(List<Load> loads, Draw draw);

    /** Whether it looks at {@link Draw#prompt()}, which costs reading the prompt. */
    default boolean readsPrompt() {
        return false;
    }

    /** The cheaper of two drawn at random, by peak-sensitive moving average of latency times queue. */
    static Balancer p2c() {
        return new P2c();
    }

    /** The one with the fewest calls under way. */
    static Balancer leastLoaded() {
        return new LeastLoaded();
    }

    /** Chance alone. */
    static Balancer weighted() {
        return new Weighted();
    }

    /** Each in turn; a heavier one more often, its turns spread evenly among those of the others. */
    static Balancer roundRobin() {
        return new RoundRobin();
    }

    /** The same endpoint for prompts that begin alike, whose beginning it then has in its cache. */
    static Balancer prefix() {
        return new Prefix(p2c());
    }

    /** The same choice within the best tier and, while enough of it is ready, within the nearest zone. */
    static Balancer tiered(Balancer inner) {
        return new Tiers(inner);
    }

    /** The same choice, but one endpoint for all calls of a session. */
    static Balancer sticky(Balancer inner) {
        return new Sticky(inner);
    }
}
