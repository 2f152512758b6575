package io.frond.upstream.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LeastLoadedTest extends EveryBalancer {

    @Override
    Balancer balancer() {
        return Balancer.leastLoaded();
    }

    @Test
    void fewerCallsUnderWayDecide() {
        var row = Row.of(1, 1, 1).inflight(0, 3).inflight(1, 1).inflight(2, 2).latency(1, 9);
        assertThat(row.story(balancer(), 3)).isEqualTo("BBB");
    }

    @Test
    void aHeavierEndpointMayHaveMoreOfThem() {
        var loads = Row.of(1, 3).inflight(0, 2).inflight(1, 5).loads();
        assertThat(balancer().pick(loads, Draw.of(new Random(1)))).isEqualTo(1);
    }
}
