package io.frond.route;

import java.util.List;

/**
 * What a decision rests on beside the verdict.
 *
 * @param arms of the tenant's routes, in the config's order
 * @param freshness chance that the right answer depends on the day it is asked, 0 to 1
 * @param changing how fast the collections change, 0 (never) to 1 (daily or faster)
 */
public record State(List<Arm> arms, double freshness, double changing) {

    /** Of decisions that weigh nothing. */
    static final State NONE = new State(List.of(), 0, 0);

    public State {
        arms = List.copyOf(arms);
    }

    /** The same for a question of other freshness. */
    public State fresh(double other) {
        return new State(arms, other, changing);
    }

    /** Chance that a question needs retrieval although the route that it belongs to has none. */
    double needs() {
        return freshness * changing;
    }
}
