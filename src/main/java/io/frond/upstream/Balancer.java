package io.frond.upstream;

import java.util.List;
import java.util.random.RandomGenerator;

/** Chooses an endpoint by the load of each. A pure function: state is in the loads, chance in the generator. */
@FunctionalInterface
public interface Balancer {

    /**
     * How much one endpoint has to do.
     *
     * @param inflight calls that run there now
     * @param latency seconds to the first byte, lately; 0 where nothing is known
     * @param ready whether it takes calls
     */
    record Load(int inflight, double latency, boolean ready) {}

    /** Index of a ready one; -1 where none is. */
    int pick(List<Load> loads, RandomGenerator random);

    /** The cheaper of two drawn at random, by peak-sensitive moving average of latency times queue. */
    static Balancer p2c() {
        return new P2c();
    }
}
