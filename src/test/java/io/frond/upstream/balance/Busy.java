package io.frond.upstream.balance;

import io.frond.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/** Endpoints that take their time, the longer the more they have to do. A call every ten milliseconds. */
final class Busy {
    private record Running(int endpoint, long until, long began) {}

    private final FakeClock clock = new FakeClock();
    private final Random random = new Random(11);
    private final Turns turns = new Turns();
    private final List<Turns.Turn> order = new ArrayList<>();
    private final List<Latency> latencies = new ArrayList<>();
    private final PriorityQueue<Running> running = new PriorityQueue<>((a, b) -> Long.compare(a.until, b.until));
    private final double[] seconds;
    private final int[] inflight;

    private Busy(double... seconds) {
        this.seconds = seconds;
        this.inflight = new int[seconds.length];
        for (int i = 0; i < seconds.length; i++) {
            order.add(turns.join());
            latencies.add(new Latency(clock));
        }
    }

    /**
     * How many calls each got.
     *
     * @param seconds that a call takes at each while it is idle
     */
    static int[] serve(Balancer balancer, int calls, double... seconds) {
        var busy = new Busy(seconds);
        int[] served = new int[seconds.length];
        for (int call = 0; call < calls; call++) {
            busy.clock.advance(Duration.ofMillis(10));
            busy.settle();
            int picked =
                    balancer.pick(busy.loads(), new Draw(busy.random, busy.random.nextLong(), busy.random.nextLong()));
            busy.start(picked);
            served[picked]++;
        }
        return served;
    }

    private void start(int picked) {
        double took = seconds[picked] * (1 + inflight[picked] * 0.1) * (0.8 + 0.4 * random.nextDouble());
        inflight[picked]++;
        order.get(picked).take(1);
        running.add(new Running(picked, clock.nanos() + (long) (took * 1e9), clock.nanos()));
    }

    private void settle() {
        while (!running.isEmpty() && running.peek().until <= clock.nanos()) {
            var done = running.remove();
            inflight[done.endpoint]--;
            latencies.get(done.endpoint).sample(Duration.ofNanos(done.until - done.began));
        }
    }

    private List<Load> loads() {
        var loads = new ArrayList<Load>();
        for (int i = 0; i < inflight.length; i++) {
            loads.add(new Load(
                    new Place(i, 1, 0, false),
                    inflight[i],
                    latencies.get(i).seconds(clock.nanos()),
                    order.get(i).lead(1),
                    1,
                    true));
        }
        return loads;
    }
}
