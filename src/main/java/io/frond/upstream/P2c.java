package io.frond.upstream;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Power of two choices (Mitzenmacher 2001) over {@code latency x (inflight + 1)}.
 *
 * <p>Drawing two and taking the cheaper avoids the herd that follows whenever everybody takes the cheapest. An
 * endpoint that nothing is known of is tried with one call at a time: until its first answer, a second call there
 * costs a second.
 */
final class P2c implements Balancer {
    private static final double UNKNOWN = 1.0;

    @Override
    public int pick(List<Load> loads, RandomGenerator random) {
        int[] ready = new int[loads.size()];
        int count = 0;
        for (int i = 0; i < ready.length; i++) {
            if (loads.get(i).ready()) {
                ready[count++] = i;
            }
        }
        if (count <= 1) {
            return count == 0 ? -1 : ready[0];
        }
        int first = random.nextInt(count);
        int second = random.nextInt(count - 1);
        if (second >= first) {
            second++;
        }
        return cost(loads.get(ready[second])) < cost(loads.get(ready[first])) ? ready[second] : ready[first];
    }

    private static double cost(Load load) {
        if (load.latency() > 0) {
            return load.latency() * (load.inflight() + 1);
        }
        return load.inflight() * UNKNOWN;
    }
}
