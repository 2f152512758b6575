package io.frond.upstream.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.frond.testing.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class P2cTest extends EveryBalancer {

    @Override
    Balancer balancer() {
        return Balancer.p2c();
    }

    @Test
    void equalEndpointsShareEvenly() {
        int[] served = Busy.serve(balancer(), 20_000, 0.1, 0.1, 0.1, 0.1);
        for (int count : served) {
            assertThat(count / 20_000.0).isCloseTo(0.25, within(0.02));
        }
    }

    @Test
    void aSlowEndpointGetsLess() {
        int[] served = Busy.serve(balancer(), 20_000, 0.1, 0.1, 0.4);
        assertThat(served[2]).isBetween(200, served[0] / 2);
    }

    @Test
    void anEndpointThatNothingIsKnownOfIsTriedOneCallAtATime() {
        var row = Row.of(1, 1).inflight(0, 5).latency(1, 0);
        assertThat(row.story(balancer(), 20)).isEqualTo("B".repeat(20));
        assertThat(row.inflight(1, 1).story(balancer(), 20)).isEqualTo("A".repeat(20));
    }

    @Test
    void anUnknownEndpointCountsAsNoQuickerThanItsRival() {
        var row = Row.of(1, 1).latency(0, 10).inflight(0, 2).latency(1, 0).inflight(1, 4);
        assertThat(row.story(balancer(), 20)).isEqualTo("A".repeat(20));
    }

    @Test
    void whatWasMeasuredLongAgoIsForgotten() {
        var clock = new FakeClock();
        var latency = new Latency(clock);
        latency.sample(Duration.ofSeconds(2));
        clock.advance(Duration.ofSeconds(29));
        assertThat(latency.seconds(clock.nanos())).isPositive();
        clock.advance(Duration.ofSeconds(2));
        assertThat(latency.seconds(clock.nanos())).isZero();
    }

    @Test
    void anAverageRisesAtOnceAndFallsSlowly() {
        var clock = new FakeClock();
        var latency = new Latency(clock);
        latency.sample(Duration.ofMillis(100));
        latency.sample(Duration.ofSeconds(2));
        assertThat(latency.seconds(clock.nanos())).isEqualTo(2.0);
        clock.advance(Duration.ofSeconds(10));
        assertThat(latency.seconds(clock.nanos())).isCloseTo(2 / Math.E, within(0.001));
        latency.sample(Duration.ofMillis(100));
        assertThat(latency.seconds(clock.nanos())).isCloseTo(0.1 + 1.9 / Math.E, within(0.001));
    }
}
