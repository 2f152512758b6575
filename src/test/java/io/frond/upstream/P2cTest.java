package io.frond.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.frond.testing.FakeClock;
import io.frond.upstream.Balancer.Load;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class P2cTest extends EveryBalancer {

    @Override
    Balancer balancer() {
        return Balancer.p2c();
    }

    @Test
    void equalEndpointsShareEvenly() {
        int[] served = simulate(20_000, 0.1, 0.1, 0.1, 0.1);
        for (int count : served) {
            assertThat(count / 20_000.0).isCloseTo(0.25, within(0.02));
        }
    }

    @Test
    void aSlowEndpointGetsLess() {
        int[] served = simulate(20_000, 0.1, 0.1, 0.4);
        assertThat(served[2]).isBetween(200, served[0] / 2);
    }

    @Test
    void anEndpointThatNothingIsKnownOfIsTriedOneCallAtATime() {
        var loads = List.of(new Load(5, 0.1, true), new Load(0, 0, true));
        var busy = List.of(new Load(5, 0.1, true), new Load(1, 0, true));
        for (int seed = 0; seed < 20; seed++) {
            assertThat(balancer().pick(loads, new Random(seed))).isEqualTo(1);
            assertThat(balancer().pick(busy, new Random(seed))).isEqualTo(0);
        }
    }

    private record Running(int endpoint, long until, long began) {}

    /** Calls every 10 ms; each takes its endpoint's seconds, more when the endpoint is busy. */
    private int[] simulate(int calls, double... seconds) {
        var random = new Random(11);
        var clock = new FakeClock();
        var latencies = IntStream.range(0, seconds.length)
                .mapToObj(i -> new Latency(clock))
                .toList();
        int[] inflight = new int[seconds.length];
        int[] served = new int[seconds.length];
        var running = new PriorityQueue<Running>((a, b) -> Long.compare(a.until, b.until));
        for (int call = 0; call < calls; call++) {
            clock.advance(Duration.ofMillis(10));
            while (!running.isEmpty() && running.peek().until <= clock.nanos()) {
                var done = running.remove();
                inflight[done.endpoint]--;
                latencies.get(done.endpoint).sample(Duration.ofNanos(done.until - done.began));
            }
            int picked = balancer().pick(loads(inflight, latencies), random);
            double took = seconds[picked] * (1 + inflight[picked] * 0.1) * (0.8 + 0.4 * random.nextDouble());
            inflight[picked]++;
            served[picked]++;
            running.add(new Running(picked, clock.nanos() + (long) (took * 1e9), clock.nanos()));
        }
        assertThat(Arrays.stream(served).sum()).isEqualTo(calls);
        return served;
    }

    private static List<Load> loads(int[] inflight, List<Latency> latencies) {
        var loads = new ArrayList<Load>();
        for (int i = 0; i < inflight.length; i++) {
            loads.add(new Load(inflight[i], latencies.get(i).seconds(), true));
        }
        return loads;
    }

    @Test
    void anAverageRisesAtOnceAndFallsSlowly() {
        var clock = new FakeClock();
        var latency = new Latency(clock);
        latency.sample(Duration.ofMillis(100));
        latency.sample(Duration.ofSeconds(2));
        assertThat(latency.seconds()).isEqualTo(2.0);
        clock.advance(Duration.ofSeconds(10));
        assertThat(latency.seconds()).isCloseTo(2 / Math.E, within(0.001));
        latency.sample(Duration.ofMillis(100));
        assertThat(latency.seconds()).isCloseTo(0.1 + 1.9 / Math.E, within(0.001));
    }
}
