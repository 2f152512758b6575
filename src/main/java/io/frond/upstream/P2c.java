package io.frond.upstream;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

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
        int[] ready = IntStream.range(0, loads.size())
                .filter(i -> loads.get(i).ready())
                .toArray();
        if (ready.length <= 1) {
            return ready.length == 0 ? -1 : ready[0];
        }
        int first = random.nextInt(ready.length);
        int second = random.nextInt(ready.length - 1);
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
