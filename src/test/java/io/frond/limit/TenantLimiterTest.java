package io.frond.limit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.frond.config.TenantConfig.Limits;
import io.frond.model.Lease;
import io.frond.model.Outcome;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Tenant;
import io.frond.model.Usage;
import io.frond.testing.FakeClock;
import io.frond.testing.SampleAsk;
import io.frond.testing.SampleConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TenantLimiterTest {
    private static final Tenant ACME = new Tenant("acme", "web", List.of(), List.of(), true);
    private static final Tenant GLOBEX = new Tenant("globex", "web", List.of(), List.of(), true);

    private final FakeClock clock = new FakeClock();
    private final LimitStore store = LimitStore.memory(clock);

    @Test
    void anAdmittedRequestIsToldItsLimits() throws Exception {
        var lease = admit(limiter(60, null), ACME);

        assertThat(lease.headers())
                .containsEntry("x-ratelimit-limit-requests", "60")
                .containsEntry("x-ratelimit-remaining-requests", "59")
                .containsEntry("x-ratelimit-reset-requests", "1s");
    }

    @Test
    void oneRequestTooManyIsRefusedWithTheWaitUntilTheNext() throws Exception {
        var limiter = limiter(2, null);
        admit(limiter, ACME);
        admit(limiter, ACME);

        var refused = refusal(limiter, ACME);

        assertThat(refused.reason()).isEqualTo(Reason.POLICY_RATE);
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(refused.detail()).contains("2 requests a minute").contains("30s");
        assertThat(refused.headers())
                .containsEntry("x-ratelimit-remaining-requests", "0")
                .containsEntry("x-ratelimit-reset-requests", "1m0s");
    }

    @Test
    void oneTenantsFloodLeavesItsNeighbourAlone() throws Exception {
        var limiter = limiter(1, 1);
        admit(limiter, ACME);
        assertThat(refusal(limiter, ACME)).isNotNull();

        assertThat(admit(limiter, GLOBEX).headers()).isEmpty();
    }

    @Test
    void aLeaseHoldsItsPlaceUntilItIsClosedAndGivesItBackOnce() throws Exception {
        var limiter = limiter(null, 2);
        var first = admit(limiter, ACME);
        admit(limiter, ACME);
        var refused = refusal(limiter, ACME);
        assertThat(refused.reason()).isEqualTo(Reason.POLICY_CONCURRENCY);
        assertThat(refused.retryAfter()).isPositive();

        first.close(Outcome.SUCCEEDED, Usage.UNKNOWN);
        first.close(Outcome.SUCCEEDED, Usage.UNKNOWN);

        admit(limiter, ACME);
        assertThat(refusal(limiter, ACME).reason()).isEqualTo(Reason.POLICY_CONCURRENCY);
    }

    @Test
    void whoeverIsRefusedForBeingTooManyHasUsedUpNothing() throws Exception {
        var limiter = limiter(10, 1);
        var lease = admit(limiter, ACME);

        var refused = refusal(limiter, ACME);

        assertThat(refused.headers()).containsEntry("x-ratelimit-remaining-requests", "9");
        lease.close(Outcome.SUCCEEDED, Usage.UNKNOWN);
        assertThat(admit(limiter, ACME).headers()).containsEntry("x-ratelimit-remaining-requests", "8");
    }

    @Test
    void whoeverIsRefusedForItsRateHoldsNoPlace() throws Exception {
        var limiter = limiter(1, 1);
        admit(limiter, ACME).close(Outcome.SUCCEEDED, Usage.UNKNOWN);
        assertThat(refusal(limiter, ACME).reason()).isEqualTo(Reason.POLICY_RATE);

        clock.advance(Duration.ofMinutes(1));

        assertThat(admit(limiter, ACME)).isNotNull();
    }

    @Test
    void aReloadChangesTheLimitAndForgetsNothing() throws Exception {
        admit(limiter(2, 1), ACME);

        assertThat(refusal(limiter(2, 1), ACME).reason()).isEqualTo(Reason.POLICY_CONCURRENCY);
        assertThat(admit(limiter(4, 2), ACME).headers()).containsEntry("x-ratelimit-remaining-requests", "1");
    }

    @Test
    void headersAgreeWithOutcomesHoweverManyAskAtOnce() throws Exception {
        int limit = 321;
        var limiter = limiter(limit, null);
        var seen = EveryLimitStore.atOnce(8, 60, () -> outcome(limiter));

        var admitted = seen.stream().filter(Objects::nonNull).sorted().toList();

        assertThat(admitted).isEqualTo(IntStream.range(0, limit).boxed().toList());
        assertThat(new ArrayList<>(seen)).hasSize(480);
    }

    /** What the admitted were told is left; null for the refused. */
    private static @Nullable Integer outcome(Limiter limiter) throws Exception {
        try {
            return Integer.valueOf(admit(limiter, ACME).headers().get("x-ratelimit-remaining-requests"));
        } catch (ExecutionException e) {
            assertThat(cause(e).headers()).containsEntry("x-ratelimit-remaining-requests", "0");
            return null;
        }
    }

    private Limiter limiter(@Nullable Integer rpm, @Nullable Integer concurrent) {
        return new TenantLimiter(
                new SampleConfig()
                        .tenant("acme", "demo-acme", List.of(), new Limits(rpm, concurrent))
                        .tenant("globex", "demo-globex", List.of(), Limits.NONE)
                        .build(),
                store);
    }

    @CanIgnoreReturnValue
    private static Lease admit(Limiter limiter, Tenant tenant) throws Exception {
        var admitted = limiter.admit(tenant, new SampleAsk().build());
        return admitted.toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    private static Refused refusal(Limiter limiter, Tenant tenant) {
        var failure = catchThrowableOfType(ExecutionException.class, () -> admit(limiter, tenant));
        return cause(failure);
    }

    private static Refused cause(ExecutionException failure) {
        return (Refused) Objects.requireNonNull(failure.getCause());
    }
}
