package io.frond.upstream.balance;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The choice of an endpoint for every call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PickBenchmark {
    @Param({"p2c", "least-loaded", "weighted", "round-robin", "sticky"})
    public String kind = "";

    @Param({"3", "10"})
    public int endpoints;

    private final Random random = new Random(1);
    private Balancer balancer = Balancer.p2c();
    private long session;
    private List<Load> loads = List.of();

    @Setup
    public void makeLoads() {
        loads = IntStream.range(0, endpoints)
                .mapToObj(i -> new Load(new Place(i, 1, 0, false), i % 5, 0.02 + 0.001 * i, 0.1 * i, 1, i % 7 != 6))
                .toList();
        balancer = Balancer.tiered(
                switch (kind) {
                    case "p2c" -> Balancer.p2c();
                    case "least-loaded" -> Balancer.leastLoaded();
                    case "weighted" -> Balancer.weighted();
                    case "round-robin" -> Balancer.roundRobin();
                    default -> Balancer.sticky(Balancer.p2c());
                });
    }

    @Benchmark
    public int pick() {
        return balancer.pick(loads, new Draw(random, ++session, 0));
    }
}
