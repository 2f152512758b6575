package io.frond.upstream.balance;

import java.util.List;

/**
 * Smooth weighted round robin: the one whose next turn is due first. A turn is due in the middle of its stretch of
 * {@code 1 / weight}, which spreads those of a heavy endpoint among the others'. {@link Turns} keeps count.
 */
final class RoundRobin implements Balancer {

    @Override
    public int pick(List<Load> loads, Draw draw) {
        double soonest = Double.MAX_VALUE;
        int picked = -1;
        for (int i = 0; i < loads.size(); i++) {
            var load = loads.get(i);
            double due = load.lead() + 0.5 / load.weight();
            if (load.ready() && due < soonest) {
                soonest = due;
                picked = i;
            }
        }
        return picked;
    }
}
