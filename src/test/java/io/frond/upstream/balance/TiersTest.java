package io.frond.upstream.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TiersTest extends EveryBalancer {

    @Override
    Balancer balancer() {
        return Balancer.tiered(Balancer.roundRobin());
    }

    @Test
    void aLowerTierWaitsUntilNoneOfAHigherIsReady() {
        var row = Row.of(1, 1, 1, 1).place(2, 1, false).place(3, 2, false);
        assertThat(row.story(balancer(), 10)).contains("A", "B").doesNotContain("C", "D");
        row.ready(0, false);
        assertThat(row.story(balancer(), 4)).isEqualTo("BBBB");
        row.ready(1, false);
        assertThat(row.story(balancer(), 4)).isEqualTo("CCCC");
        row.ready(2, false);
        assertThat(row.story(balancer(), 4)).isEqualTo("DDDD");
    }

    @Test
    void thoseNearComeFirstWhileHalfOfThemAreReady() {
        var row = Row.of(1, 1, 1, 1).place(0, 0, true).place(1, 0, true).place(2, 0, true);
        assertThat(row.story(balancer(), 12)).contains("A", "B", "C").doesNotContain("D");
        row.ready(0, false);
        assertThat(row.story(balancer(), 12)).contains("B", "C").doesNotContain("D");
        row.ready(1, false);
        assertThat(row.story(balancer(), 12)).contains("C", "D");
    }

    @Test
    void theTierCountsMoreThanTheZone() {
        var row = Row.of(1, 1).place(1, 1, true);
        assertThat(row.story(balancer(), 4)).isEqualTo("AAAA");
        assertThat(row.ready(0, false).story(balancer(), 4)).isEqualTo("BBBB");
    }

    @Test
    void whereNothingIsToBeLeftOutTheLoadsGoOnAsTheyAre() {
        var loads = Row.of(1, 1).loads();
        var tiers = new Tiers((given, draw) -> given == loads ? 1 : 0);
        assertThat(tiers.pick(loads, Draw.of(new Random(1)))).isEqualTo(1);
    }
}
