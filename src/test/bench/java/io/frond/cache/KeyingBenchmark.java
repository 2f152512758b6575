package io.frond.cache;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import io.frond.model.Ask;
import io.frond.model.Tenant;
import io.frond.testing.Inline;
import io.frond.testing.SampleAsk;
import io.frond.testing.SampleConfig;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
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

/** The key under which an answer is kept: a digest of the whole request, however it is spelled. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KeyingBenchmark {
    @Param({"300", "65536", "1048576"})
    public int bytes;

    private final Keying keying = new Keying(new SampleConfig().build(), Inline.WORKERS);
    private final Tenant tenant = new Tenant("acme", "web", List.of("contracts", "returns"), List.of(), false);
    private Ask ask = new SampleAsk().build();

    @Setup
    public void makeAsk() {
        var front = "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"";
        var back = "\"}],\"temperature\":0,\"max_tokens\":256}";
        var text = "a late parcel ".repeat((bytes - front.length() - back.length()) / 14);
        ask = new SampleAsk().body(front + text + back).build();
    }

    @Benchmark
    public Future<Optional<String>> key() {
        return keying.key(tenant, ask);
    }
}
