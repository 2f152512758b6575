package io.frond.limit;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.frond.account.CalibratedTokens;
import io.frond.model.Ask;
import io.frond.model.Clock;
import io.frond.model.Limits;
import io.frond.model.Limits.Kind;
import io.frond.model.Money;
import io.frond.model.Outcome;
import io.frond.model.Price;
import io.frond.model.Tenant;
import io.frond.model.Usage;
import io.frond.testing.SampleAsk;
import io.frond.testing.SampleConfig;
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

/** Admission and settlement of one request, counted in memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AdmitBenchmark {
    private static final Tenant ACME = new Tenant("acme", "web", List.of(), List.of("general"), true);
    private static final Usage USAGE = Usage.of(20, 30);
    private static final Money COST = new Money(80_000);

    /** How many limits: none; three of requests, tokens and places; two budgets more. */
    @Param({"0", "3", "5"})
    public int limits;

    private final Ask ask = new SampleAsk().longest(100L).build();
    private Limiter limiter = (tenant, asked) -> null;

    @Setup
    public void configure() {
        var some = Limits.of(Kind.RPS, 100_000_000).and(Kind.TPM, 2_000_000_000).and(Kind.CONCURRENT, 1_000_000);
        var money = some.and(Kind.USD_PER_DAY, Long.MAX_VALUE / 8).and(Kind.USD_PER_MONTH, Long.MAX_VALUE / 8);
        var chosen = limits == 0 ? Limits.NONE : limits == 3 ? some : money;
        var config = new SampleConfig()
                .backend("general")
                .tenant("acme", "demo-acme", List.of(), chosen)
                .build();
        var price = Price.of(Money.of("1"), Money.of("2"));
        limiter = new TenantLimiter(
                config,
                LimitStore.memory(Clock.system()),
                new Reservations("n1"),
                new RoughEstimates(config, new CalibratedTokens(), (backend, model) -> price));
    }

    @Benchmark
    public int admitTellAndClose() {
        var lease = limiter.admit(ACME, ask).result();
        int headers = lease.headers().size();
        lease.close(Outcome.SUCCEEDED, USAGE, COST);
        return headers;
    }
}
