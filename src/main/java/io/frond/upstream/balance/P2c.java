package io.frond.upstream.balance;

import java.util.List;

/**
 * Power of two choices (Mitzenmacher 2001) over {@code latency x (inflight / weight + 1)}.
 *
 * <p>Drawing two and taking the cheaper avoids the herd that follows whenever everybody takes the cheapest. They are
 * drawn by weight, and the first stands where both cost alike: so idle endpoints share by weight, too. An endpoint that
 * nothing is known of is tried with one call at a time: until its first answer, it counts as no quicker than the other.
 */
final class P2c implements Balancer {
    private static final double UNKNOWN = 1.0;

    @Override
    public int pick(List<Load> loads, Draw draw) {
        double total = Weighted.total(loads);
        int first = Weighted.drawn(loads, draw.random().nextDouble() * total, -1);
        if (first < 0) {
            return -1;
        }
        double rest = total - loads.get(first).weight();
        int second = Weighted.drawn(loads, draw.random().nextDouble() * rest, first);
        if (second < 0) {
            return first;
        }
        var one = loads.get(first);
        var other = loads.get(second);
        double unit = (one.weight() + other.weight()) / 2;
        return cost(other, unit, one.latency()) < cost(one, unit, other.latency()) ? second : first;
    }

    /** @param unit the weight that counts as one */
    private static double cost(Load load, double unit, double rival) {
        double queue = load.inflight() * unit / load.weight();
        if (load.latency() > 0) {
            return load.latency() * (queue + 1);
        }
        return load.inflight() == 0 ? 0 : Math.max(UNKNOWN, rival) * (queue + 1);
    }
}
