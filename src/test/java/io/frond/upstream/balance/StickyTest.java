package io.frond.upstream.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StickyTest extends EveryBalancer {
    private static final int SESSIONS = 1_000;

    @Override
    Balancer balancer() {
        return Balancer.sticky(Balancer.roundRobin());
    }

    @Test
    void aSessionStaysWhereItIsAndOneWithoutGoesWithTheOthers() {
        var row = Row.of(1, 1, 1);
        int home = pick(row, 7);
        for (int i = 0; i < 20; i++) {
            assertThat(pick(row, 7)).isEqualTo(home);
        }
        assertThat(row.story(balancer(), 6)).contains("A", "B", "C");
    }

    @Test
    void readinessComesFirstAndTheSessionReturns() {
        var row = Row.of(1, 1, 1);
        int home = pick(row, 7);
        row.ready(home, false);
        int refuge = pick(row, 7);
        assertThat(refuge).isNotEqualTo(home);
        assertThat(pick(row, 7)).as("and only there").isEqualTo(refuge);
        row.ready(home, true);
        assertThat(pick(row, 7)).isEqualTo(home);
    }

    @Test
    void onlyTheSessionsOfAnEndpointThatLeavesMove() {
        var row = Row.of(Row.even(10));
        var before = homes(row);
        var after = homes(row.ready(4, false));
        for (int i = 0; i < SESSIONS; i++) {
            if (before.get(i) != 4) {
                assertThat(after.get(i)).isEqualTo(before.get(i));
            }
        }
        assertThat(after).doesNotContain(4);
    }

    @Test
    void aWarmerEndpointOnlyGainsSessions() {
        var row = Row.of(Row.even(10)).warmth(4, 0.1);
        var before = homes(row);
        var after = homes(row.warmth(4, 0.6));
        for (int i = 0; i < SESSIONS; i++) {
            assertThat(after.get(i)).isIn(before.get(i), 4);
        }
    }

    private List<Integer> homes(Row row) {
        var homes = new ArrayList<Integer>();
        for (int session = 1; session <= SESSIONS; session++) {
            homes.add(pick(row, session));
        }
        return homes;
    }

    @Test
    void noSessionOverloadsAnEndpoint() {
        var row = Row.of(Row.even(4));
        int[] inflight = new int[4];
        for (int call = 1; call <= 400; call++) {
            int picked = pick(row, 7);
            assertThat(inflight[picked]).isLessThan(Math.max(2, (int) Math.ceil(1.25 * call / 4)));
            row.inflight(picked, ++inflight[picked]);
        }
        assertThat(inflight).contains(125);
    }

    @Test
    void theBoundGoesByWeight() {
        var row = Row.of(1, 3);
        int[] inflight = new int[2];
        for (int call = 1; call <= 400; call++) {
            int picked = pick(row, call);
            row.inflight(picked, ++inflight[picked]);
        }
        assertThat(inflight[0]).isBetween(50, 125);
    }

    @Test
    void aHomeSoSlowThatAColdCacheIsQuickerIsLeft() {
        var row = Row.of(1, 1, 1);
        int home = pick(row, 7);
        row.latency(home, 0.45);
        assertThat(pick(row, 7)).isEqualTo(home);
        row.latency(home, 0.55);
        assertThat(pick(row, 7)).isNotEqualTo(home);
    }

    private int pick(Row row, long session) {
        return row.pick(balancer(), new Draw(new Random(session), session, 0));
    }
}
