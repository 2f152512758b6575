package io.frond.upstream.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds of every balancer. */
abstract class EveryBalancer {
    private static final int PICKS = 20_000;

    abstract Balancer balancer();

    @Test
    void picksAReadyOneWheneverThereIsOne() {
        var random = new Random(3);
        for (int round = 0; round < 5_000; round++) {
            var loads = randomLoads(random);
            int picked = balancer().pick(loads, randomDraw(random));
            if (loads.stream().anyMatch(Load::ready)) {
                assertThat(loads.get(picked).ready()).isTrue();
            } else {
                assertThat(picked).isEqualTo(-1);
            }
        }
    }

    /** One session or prompt in two, so that what goes by them is met with and without. */
    private static Draw randomDraw(Random random) {
        return new Draw(random, random.nextInt(2) * random.nextLong(), random.nextInt(2) * random.nextLong());
    }

    private static List<Load> randomLoads(Random random) {
        var loads = new ArrayList<Load>();
        for (int i = random.nextInt(6); i > 0; i--) {
            var place = new Place(i, 1 + random.nextInt(9), random.nextInt(2), random.nextBoolean());
            loads.add(new Load(
                    place,
                    random.nextInt(10),
                    random.nextInt(3) * 0.2,
                    random.nextDouble() - 0.5,
                    1 - random.nextDouble() * 0.9,
                    random.nextBoolean()));
        }
        return loads;
    }

    @Test
    void theSameDrawGivesTheSameChoice() {
        var loads =
                Row.of(1, 2, 3).inflight(0, 1).inflight(1, 2).latency(2, 0.4).loads();
        for (int seed = 0; seed < 100; seed++) {
            assertThat(balancer().pick(loads, new Draw(new Random(seed), seed, seed)))
                    .isEqualTo(balancer().pick(loads, new Draw(new Random(seed), seed, seed)));
        }
    }

    @Test
    void idleEndpointsShareByWeight() {
        assertThat(Row.of(1, 1, 1, 1).shares(balancer(), PICKS))
                .containsExactly(new double[] {.25, .25, .25, .25}, within(0.02));
        assertThat(Row.of(5, 3, 2).shares(balancer(), PICKS)).containsExactly(new double[] {.5, .3, .2}, within(0.02));
        assertThat(Row.of(500, 300, 200).shares(balancer(), PICKS))
                .containsExactly(new double[] {.5, .3, .2}, within(0.02));
        assertThat(Row.of(3, 1).shares(balancer(), PICKS)).containsExactly(new double[] {.75, .25}, within(0.02));
    }

    @Test
    void whoIsAwayLeavesItsShareToTheOthersByWeight() {
        var shares = Row.of(5, 3, 2).ready(0, false).shares(balancer(), PICKS);
        assertThat(shares).containsExactly(new double[] {0, .6, .4}, within(0.02));
    }

    @Test
    void whoIsStillWarmingUpGetsItsPartOfAShare() {
        var shares = Row.of(1, 1, 1).warmth(1, 0.25).shares(balancer(), PICKS);
        assertThat(shares[1]).isCloseTo(0.25 / 2.25, within(0.02));
    }

    @Test
    void nobodyStarvesThoughOthersAreQuicker() {
        int[] served = Busy.serve(balancer(), PICKS, 0.1, 0.08, 0.12, 1.0);
        assertThat(Arrays.stream(served).min().orElseThrow()).isGreaterThan(PICKS / 1_000);
    }

    @Test
    void whoComesBackIsNotMadeToCatchUp() {
        var row = Row.of(1, 1, 1, 1).ready(0, false);
        row.shares(balancer(), PICKS);
        assertThat(row.ready(0, true).shares(balancer(), 400)[0]).isCloseTo(0.25, within(0.07));
    }
}
