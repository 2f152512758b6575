package io.frond.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Lease;
import io.frond.model.Limits;
import io.frond.model.Limits.Kind;
import io.frond.model.Money;
import io.frond.model.Outcome;
import io.frond.model.Tenant;
import io.frond.model.Usage;
import io.frond.testing.FakeClock;
import io.frond.testing.SampleAsk;
import io.frond.testing.SampleConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten thousand tenants of five limits each, all of them busy. */
class ManyTenantsTest {
    private static final int TENANTS = 10_000;
    private static final long MOST = 64L << 20;
    private static final Limits FIVE = Limits.of(Kind.RPM, 600)
            .and(Kind.TPM, 200_000)
            .and(Kind.CONCURRENT, 32)
            .and(Kind.USD_PER_DAY, Money.of("20").nanos())
            .and(Kind.USD_PER_MONTH, Money.of("400").nanos());

    private final FakeClock clock = new FakeClock();
    private final MemoryLimitStore store = new MemoryLimitStore(clock);

    @Test
    void theyFitInto64MiBAndAreForgottenWhenTheyAreIdle() {
        var config = new SampleConfig().backend("general");
        for (int i = 0; i < TENANTS; i++) {
            config.tenant("tenant-" + i, "demo-" + i, List.of(), FIVE);
        }
        var whole = config.build();
        long before = used();

        var limiter = new TenantLimiter(
                whole,
                store,
                new Reservations("n1"),
                new RoughEstimates(whole, SampleAsk::tokens, (backend, model) -> null));
        var open = admitAll(limiter);
        long taken = used() - before;

        assertThat(store.size()).isEqualTo(5 * TENANTS);
        assertThat(taken)
                .as("bytes of %s counts and %s open leases", store.size(), open.size())
                .isLessThan(MOST);
        open.forEach(lease -> lease.close(Outcome.SUCCEEDED, Usage.of(10, 10), new Money(1)));
        clock.advance(Duration.ofDays(32));
        assertThat(store.look(List.of()).result()).isEmpty();
        assertThat(store.size()).isZero();
        assertThat(limiter).isNotNull();
    }

    private static List<Lease> admitAll(Limiter limiter) {
        var ask = new SampleAsk().longest(100L).build();
        var open = new ArrayList<Lease>();
        for (int i = 0; i < TENANTS; i++) {
            var tenant = new Tenant("tenant-" + i, "web", List.of(), List.of("general"), true);
            open.add(limiter.admit(tenant, ask).result());
        }
        return open;
    }

    private static long used() {
        var runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
