package io.frond.classify;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import io.frond.model.Ask;
import io.frond.model.Tenant;
import io.frond.testing.Given;
import io.vertx.core.Future;
import java.util.List;
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

/** The decision by wording among three routes, for a short question and for a long one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LinearBenchmark {
    @Param({"40", "200", "60000"})
    public int characters;

    private final Tenant tenant = new Tenant("acme", "web", EveryClassifier.ALL, List.of(), false);
    private final Linear linear =
            Linear.train(Lessons.of(EveryClassifier.Shop.CONFIG.routes().values()), EveryClassifier.Shop.MIN_MARGIN);
    private Ask ask = Given.question("");

    @Setup
    public void makeAsk() {
        var text = "How long may I return the shoes that came late? ";
        ask = Given.question(text.repeat(characters / text.length() + 1).substring(0, characters));
    }

    @Benchmark
    public Future<Opinion> consider() {
        return linear.consider(tenant, ask);
    }
}
