package io.frond.upstream.balance;

import java.util.List;

/** The fewest calls under way over weight; among those that are alike, drawn by weight. */
final class LeastLoaded implements Balancer {

    @Override
    public int pick(List<Load> loads, Draw draw) {
        double least = Double.MAX_VALUE;
        double tied = 0;
        int picked = -1;
        for (int i = 0; i < loads.size(); i++) {
            var load = loads.get(i);
            double queue = load.inflight() / load.weight();
            if (!load.ready() || queue > least) {
                continue;
            }
            tied = queue < least ? load.weight() : tied + load.weight();
            least = queue;
            if (picked < 0 || draw.random().nextDouble() * tied < load.weight()) {
                picked = i;
            }
        }
        return picked;
    }
}
