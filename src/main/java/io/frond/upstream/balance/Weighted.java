package io.frond.upstream.balance;

import java.util.List;

/** Drawn by weight, whatever the load. */
final class Weighted implements Balancer {
    private static final int NONE = -1;

    @Override
    public int pick(List<Load> loads, Draw draw) {
        return drawn(loads, draw.random().nextDouble() * total(loads), NONE);
    }

    /** Of the ready ones together. */
    static double total(List<Load> loads) {
        double total = 0;
        for (int i = 0; i < loads.size(); i++) {
            var load = loads.get(i);
            total += load.ready() ? load.weight() : 0;
        }
        return total;
    }

    /**
     * Index of the ready one in whose stretch the mark falls, all laid end to end; -1 where none is ready.
     *
     * @param mark from 0 to the weight of those laid down
     * @param without not laid down; -1 for none
     */
    static int drawn(List<Load> loads, double mark, int without) {
        double left = mark;
        int last = NONE;
        for (int i = 0; i < loads.size(); i++) {
            var load = loads.get(i);
            if (i == without || !load.ready()) {
                continue;
            }
            last = i;
            left -= load.weight();
            if (left < 0) {
                return i;
            }
        }
        // rounding may leave a mark at the very end
        return last;
    }
}
