package io.frond.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.upstream.Balancer.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds of every balancer. */
abstract class EveryBalancer {

    abstract Balancer balancer();

    @Test
    void picksAReadyOneWheneverThereIsOne() {
        var random = new Random(3);
        for (int round = 0; round < 5_000; round++) {
            var loads = randomLoads(random);
            int picked = balancer().pick(loads, random);
            if (loads.stream().anyMatch(Load::ready)) {
                assertThat(loads.get(picked).ready()).isTrue();
            } else {
                assertThat(picked).isEqualTo(-1);
            }
        }
    }

    private static List<Load> randomLoads(Random random) {
        var loads = new ArrayList<Load>();
        for (int i = random.nextInt(6); i > 0; i--) {
            loads.add(new Load(random.nextInt(10), random.nextInt(3) * 0.2, random.nextBoolean()));
        }
        return loads;
    }

    @Test
    void theSameChanceGivesTheSameChoice() {
        var loads = List.of(new Load(1, 0.1, true), new Load(2, 0.1, true), new Load(0, 0.4, true));
        for (int seed = 0; seed < 100; seed++) {
            assertThat(balancer().pick(loads, new Random(seed)))
                    .isEqualTo(balancer().pick(loads, new Random(seed)));
        }
    }
}
