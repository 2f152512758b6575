package io.frond.upstream;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.frond.upstream.Balancer.Load;
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
public class P2cBenchmark {
    @Param({"1", "3", "30"})
    public int endpoints;

    private final Random random = new Random(1);
    private final Balancer balancer = Balancer.p2c();
    private List<Load> loads = List.of();

    @Setup
    public void makeLoads() {
        loads = IntStream.range(0, endpoints)
                .mapToObj(i -> new Load(i % 5, 0.02 + 0.001 * i, i % 7 != 6))
                .toList();
    }

    @Benchmark
    public int pick() {
        return balancer.pick(loads, random);
    }
}
