package io.frond.upstream.balance;

import java.util.ArrayList;
import java.util.List;

/**
 * Narrows the choice to the best tier in which one is ready, and within it to those near, as long as at least half of
 * their weight is ready: the rest of a sick zone is not to carry the whole load.
 */
record Tiers(Balancer inner) implements Balancer {
    private static final double ENOUGH = 0.5;

    @Override
    public int pick(List<Load> loads, Draw draw) {
        int tier = best(loads);
        boolean near = enoughNear(loads, tier);
        return inner.pick(narrowed(loads, tier, near), draw);
    }

    private static int best(List<Load> loads) {
        int best = Integer.MAX_VALUE;
        for (int i = 0; i < loads.size(); i++) {
            var load = loads.get(i);
            if (load.ready()) {
                best = Math.min(best, load.place().tier());
            }
        }
        return best;
    }

    private static boolean enoughNear(List<Load> loads, int tier) {
        double all = 0;
        double ready = 0;
        for (int i = 0; i < loads.size(); i++) {
            var load = loads.get(i);
            if (load.place().near() && load.place().tier() == tier) {
                all += load.place().weight();
                ready += load.ready() ? load.place().weight() : 0;
            }
        }
        return ready > 0 && ready >= ENOUGH * all;
    }

    /** The very same list where nothing is to be left out, as is usual. */
    private static List<Load> narrowed(List<Load> loads, int tier, boolean near) {
        for (int i = 0; i < loads.size(); i++) {
            if (loads.get(i).ready() && !belongs(loads.get(i), tier, near)) {
                return without(loads, tier, near);
            }
        }
        return loads;
    }

    private static List<Load> without(List<Load> loads, int tier, boolean near) {
        var narrowed = new ArrayList<Load>(loads.size());
        for (var load : loads) {
            narrowed.add(belongs(load, tier, near) ? load : load.unready());
        }
        return narrowed;
    }

    private static boolean belongs(Load load, int tier, boolean near) {
        return load.place().tier() == tier && (load.place().near() || !near);
    }

    @Override
    public boolean readsPrompt() {
        return inner.readsPrompt();
    }
}
