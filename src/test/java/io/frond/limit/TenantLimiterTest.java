package io.frond.limit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.frond.model.Ask;
import io.frond.model.Lease;
import io.frond.model.Limits;
import io.frond.model.Limits.Kind;
import io.frond.model.Money;
import io.frond.model.Outcome;
import io.frond.model.Price;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Route;
import io.frond.model.Tenant;
import io.frond.model.Usage;
import io.frond.testing.FakeClock;
import io.frond.testing.SampleAsk;
import io.frond.testing.SampleConfig;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TenantLimiterTest {
    private static final Tenant ACME = new Tenant("acme", "web", List.of(), List.of("general"), true);
    private static final Tenant GLOBEX = new Tenant("globex", "web", List.of(), List.of("general"), true);
    private static final Route ROUTE = new Route.Direct("policy", "general", List.of());
    /** A dollar for a million tokens read, two for a million written. */
    private static final Price PRICE = Price.of(Money.of("1"), Money.of("2"));

    private final FakeClock clock = new FakeClock();
    private final LimitStore store = LimitStore.memory(clock);
    private final Reservations reservations = new Reservations("n1");

    @Test
    void anAdmittedRequestIsToldItsLimits() throws Exception {
        var lease = admit(limiter(Limits.of(Kind.RPM, 60).and(Kind.TPM, 60_000)), ACME, ask(100, 50L));

        assertThat(lease.headers())
                .isEqualTo(Map.of(
                        "x-ratelimit-limit-requests", "60",
                        "x-ratelimit-remaining-requests", "59",
                        "x-ratelimit-reset-requests", "1s",
                        "x-ratelimit-limit-tokens", "60000",
                        "x-ratelimit-remaining-tokens", "59925",
                        "x-ratelimit-reset-tokens", "75ms"));
    }

    @Test
    void oneRequestTooManyIsRefusedWithTheWaitUntilTheNext() throws Exception {
        var limiter = limiter(Limits.of(Kind.RPM, 2));
        admit(limiter, ACME);
        admit(limiter, ACME);

        var refused = refusal(limiter, ACME);

        assertThat(refused.reason()).isEqualTo(Reason.POLICY_RATE);
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(refused.detail())
                .contains("2 requests per minute that this tenant allows")
                .contains("30s");
        assertThat(refused.headers())
                .containsEntry("x-ratelimit-remaining-requests", "0")
                .containsEntry("x-ratelimit-reset-requests", "1m0s");
    }

    @Test
    void oneTenantsFloodLeavesItsNeighbourAlone() throws Exception {
        var limiter = limiter(Limits.of(Kind.RPM, 1).and(Kind.CONCURRENT, 1));
        admit(limiter, ACME);
        assertThat(refusal(limiter, ACME)).isNotNull();

        assertThat(admit(limiter, GLOBEX)).isSameAs(Lease.UNLIMITED);
    }

    @Test
    void aLeaseHoldsItsPlaceUntilItIsClosedAndGivesItBackOnce() throws Exception {
        var limiter = limiter(Limits.of(Kind.CONCURRENT, 2));
        var first = admit(limiter, ACME);
        admit(limiter, ACME);
        var refused = refusal(limiter, ACME);
        assertThat(refused.reason()).isEqualTo(Reason.POLICY_CONCURRENCY);
        assertThat(refused.retryAfter()).isPositive();

        close(first, Usage.UNKNOWN);
        close(first, Usage.UNKNOWN);

        admit(limiter, ACME);
        assertThat(refusal(limiter, ACME).reason()).isEqualTo(Reason.POLICY_CONCURRENCY);
    }

    @Test
    void whoeverIsRefusedByOneLimitHasUsedUpNothingOfTheOthers() throws Exception {
        var limiter = limiter(Limits.of(Kind.RPM, 10).and(Kind.CONCURRENT, 1));
        var lease = admit(limiter, ACME);

        assertThat(refusal(limiter, ACME).headers()).containsEntry("x-ratelimit-remaining-requests", "9");

        close(lease, Usage.UNKNOWN);
        assertThat(admit(limiter, ACME).headers()).containsEntry("x-ratelimit-remaining-requests", "8");
    }

    @Test
    void tokensAreSetAsideForTheLongestAnswerAndGivenBackForAShorterOne() throws Exception {
        var limiter = limiter(Limits.of(Kind.TPM, 1000));
        var lease = admit(limiter, ACME, ask(400, 700L));
        assertThat(lease.headers()).containsEntry("x-ratelimit-remaining-tokens", "200");

        var refused = refusal(limiter, ACME, ask(400, 700L));
        assertThat(refused.reason()).isEqualTo(Reason.POLICY_TOKENS);
        assertThat(refused.detail()).contains("may need 800, and 200 are left");
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(36));

        close(lease, Usage.of(90, 10));
        assertThat(admit(limiter, ACME, ask(400, 700L)).headers()).containsEntry("x-ratelimit-remaining-tokens", "100");
    }

    @Test
    void anAnswerFromTheCacheCostsARequestAndNothingElse() throws Exception {
        var limiter = limiter(Limits.of(Kind.RPM, 10).and(Kind.TPM, 1000).and(Kind.USD_PER_DAY, 1_000_000));
        close(admit(limiter, ACME, ask(40, 100L)), Usage.UNKNOWN);

        assertThat(admit(limiter, ACME, ask(0, 0L)).headers())
                .containsEntry("x-ratelimit-remaining-requests", "8")
                .containsEntry("x-ratelimit-remaining-tokens", "1000");
    }

    @Test
    void anAnswerWithoutBoundGetsAReserveThatIsNeverWhatMakesItTooLarge() throws Exception {
        var lease = admit(limiter(Limits.of(Kind.TPM, 10_000)), ACME, ask(400, null));
        assertThat(lease.headers()).containsEntry("x-ratelimit-remaining-tokens", "8876");

        assertThat(admit(limiter(Limits.of(Kind.TPD, 500)), ACME, ask(400, null))
                        .headers())
                .containsEntry("x-ratelimit-remaining-tokens", "0");
    }

    @Test
    void aRequestLargerThanTheWholeLimitIsToldThatItWillNeverFit() throws Exception {
        var refused = refusal(limiter(Limits.of(Kind.TPM, 1000)), ACME, ask(400, 901L));

        assertThat(refused.reason()).isEqualTo(Reason.POLICY_TOKENS);
        assertThat(refused.detail()).contains("may need 1001 tokens").contains("1000 tokens per minute");
        assertThat(refused.retryAfter()).isNull();
        assertThat(refused.headers())
                .containsEntry("x-should-retry", "false")
                .containsEntry("x-ratelimit-remaining-tokens", "1000");
    }

    @Test
    void aLongestAnswerThatNoSumHoldsIsRefusedLikeAnyOther() {
        for (var kind : List.of(Kind.TPM, Kind.USD_PER_DAY)) {
            assertThat(refusal(limiter(Limits.of(kind, 1000)), ACME, ask(400, Long.MAX_VALUE)))
                    .isNotNull();
        }
    }

    @Test
    void aBudgetRefusesWhatItMightNotCoverAndSaysThatRetryingIsOfNoUse() throws Exception {
        var limiter = limiter(Limits.of(Kind.USD_PER_DAY, Money.of("0.001").nanos()));
        var lease = admit(limiter, ACME, ask(400, 300L));

        var refused = refusal(limiter, ACME, ask(400, 300L));
        assertThat(refused.reason()).isEqualTo(Reason.POLICY_BUDGET);
        assertThat(refused.retryAfter()).isNull();
        assertThat(refused.detail())
                .contains("budget of 0.001 US dollars per day of this tenant")
                .contains("may cost 0.0007, and 0.0003 is neither");

        lease.close(Outcome.SUCCEEDED, Usage.of(100, 10), Money.of("0.00012"));
        assertThat(admit(limiter, ACME, ask(400, 300L))).isNotNull();
    }

    @Test
    void aBudgetIsThereAgainOnTheNextDay() throws Exception {
        var limiter = limiter(Limits.of(Kind.USD_PER_DAY, 1000));
        admit(limiter, ACME, ask(0, 0L)).close(Outcome.SUCCEEDED, Usage.of(1, 1), new Money(1000));
        assertThat(refusal(limiter, ACME, ask(4, 0L)).reason()).isEqualTo(Reason.POLICY_BUDGET);

        clock.advance(Duration.ofDays(1));

        assertThat(admit(limiter, ACME, ask(4, 0L))).isNotNull();
    }

    @Test
    void anAnswerLongerThanMayBeAskedForIsTheCallersMistake() throws Exception {
        var limiter = limiter(new Limits(Map.of(Kind.RPM, 10L), 500L, null, Map.of()));

        var refused = refusal(limiter, ACME, ask(40, 501L));

        assertThat(refused.reason()).isEqualTo(Reason.POLICY_LENGTH);
        assertThat(refused.param()).isEqualTo("max_tokens");
        assertThat(refused.detail()).contains("501").contains("this tenant allows 500");
        assertThat(admit(limiter, ACME, ask(40, 500L)).headers()).containsEntry("x-ratelimit-remaining-requests", "9");
        assertThat(admit(limiter, ACME, ask(40, null))).isNotNull();
    }

    @Test
    void aKeyAndAModelHaveTheirOwnLimitsWithinTheTenants() throws Exception {
        var limits = new Limits(Map.of(Kind.RPM, 10L), null, null, Map.of("auto", Limits.of(Kind.RPM, 2)));
        var limiter = limiter(new SampleConfig()
                .tenant("acme", List.of(), limits, Map.of("web", Limits.of(Kind.RPM, 5), "batch", Limits.NONE)));
        assertThat(admit(limiter, ACME).headers())
                .containsEntry("x-ratelimit-limit-requests", "2")
                .containsEntry("x-ratelimit-remaining-requests", "1");
        admit(limiter, ACME);

        assertThat(refusal(limiter, ACME).detail()).contains("2 requests per minute that this tenant with model auto");
        var other = new Tenant("acme", "batch", List.of(), List.of("general"), true);
        assertThat(refusal(limiter, other).detail()).contains("model auto");
        var named = new SampleAsk().model("general").build();
        assertThat(admit(limiter, ACME, named).headers()).containsEntry("x-ratelimit-limit-requests", "5");
        admit(limiter, ACME, named);
        admit(limiter, ACME, named);
        assertThat(refusal(limiter, ACME, named).detail()).contains("this key allows");
        assertThat(admit(limiter, other, named).headers())
                .containsEntry("x-ratelimit-limit-requests", "10")
                .containsEntry("x-ratelimit-remaining-requests", "4");
    }

    @Test
    void aRouteAndItsBackendAreSharedByAllTenantsAndTakenWhenTheRouteIsKnown() throws Exception {
        var limiter = limiter(new SampleConfig()
                .backend("general", Limits.of(Kind.TPM, 1000))
                .limited("policy", "general", Limits.of(Kind.CONCURRENT, 1))
                .tenant("acme", List.of(), Limits.of(Kind.TPM, 1200), Map.of("web", Limits.NONE))
                .tenant("globex", List.of(), Limits.NONE, Map.of("web", Limits.NONE)));
        var lease = admit(limiter, ACME, ask(400, 200L));
        assertThat(lease.headers()).containsEntry("x-ratelimit-remaining-tokens", "900");
        get(limiter.pass(lease, ROUTE));
        assertThat(lease.headers())
                .containsEntry("x-ratelimit-limit-tokens", "1000")
                .containsEntry("x-ratelimit-remaining-tokens", "700");

        var stranger = admit(limiter, GLOBEX, ask(400, 200L));
        var refused = cause(catchThrowableOfType(ExecutionException.class, () -> get(limiter.pass(stranger, ROUTE))));
        assertThat(refused.detail()).contains("1 requests at one time that route policy allows");
        close(stranger, Usage.UNKNOWN);

        close(lease, Usage.of(50, 50));
        var next = admit(limiter, GLOBEX, ask(400, 200L));
        get(limiter.pass(next, ROUTE));
        assertThat(next.headers()).containsEntry("x-ratelimit-remaining-tokens", "600");
    }

    @Test
    void whatAStandInAnswersCountsForTheStandIn() throws Exception {
        var limiter = limiter(new SampleConfig()
                .backend("general", Limits.of(Kind.TPM, 1000))
                .backend("spare", Limits.of(Kind.TPM, 5000).and(Kind.RPM, 10).and(Kind.CONCURRENT, 3))
                .tenant("acme", List.of(), Limits.of(Kind.TPM, 1200), Map.of("web", Limits.NONE)));
        var lease = admit(limiter, ACME, ask(400, 200L));
        get(limiter.pass(lease, ROUTE));

        lease.answeredBy("spare");
        close(lease, Usage.of(50, 50));
        close(lease, Usage.of(50, 50));

        assertThat(used(limiter))
                .containsOnly(
                        Map.entry("tenant:acme TPM", 100L),
                        Map.entry("backend:general TPM", 0L),
                        Map.entry("backend:spare TPM", 100L),
                        Map.entry("backend:spare RPM", 1L),
                        Map.entry("backend:spare CONCURRENT", 0L));
    }

    private static Map<String, Long> used(Limiter limiter) throws Exception {
        return get(limiter.fills("", 100, List.of())).stream()
                .peek(fill -> assertThat(fill.fill().held()).isZero())
                .collect(Collectors.toMap(fill -> fill.of() + " " + fill.kind(), fill -> fill.fill()
                        .used()));
    }

    @Test
    void aReloadChangesTheLimitAndForgetsNothing() throws Exception {
        admit(limiter(Limits.of(Kind.RPM, 2).and(Kind.CONCURRENT, 1)), ACME);

        assertThat(refusal(limiter(Limits.of(Kind.RPM, 2).and(Kind.CONCURRENT, 1)), ACME)
                        .reason())
                .isEqualTo(Reason.POLICY_CONCURRENCY);
        assertThat(admit(limiter(Limits.of(Kind.RPM, 4).and(Kind.CONCURRENT, 2)), ACME)
                        .headers())
                .containsEntry("x-ratelimit-remaining-requests", "1");
    }

    @Test
    void aLongStreamKeepsWhatItHolds() throws Exception {
        var limiter = limiter(Limits.of(Kind.CONCURRENT, 1));
        var lease = admit(limiter, ACME);
        for (int i = 0; i < 30; i++) {
            clock.advance(LimitStore.LEASE.dividedBy(3));
            reservations.renew();
        }
        assertThat(refusal(limiter, ACME).reason()).isEqualTo(Reason.POLICY_CONCURRENCY);

        close(lease, Usage.UNKNOWN);
        assertThat(admit(limiter, ACME)).isNotNull();
    }

    @Test
    void headersAgreeWithOutcomesHoweverManyAskAtOnce() throws Exception {
        int limit = 321;
        var limiter = limiter(Limits.of(Kind.RPM, limit));
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

    private Limiter limiter(Limits limits) {
        return limiter(new SampleConfig()
                .backend("general")
                .tenant("acme", "demo-acme", List.of(), limits)
                .tenant("globex", "demo-globex", List.of(), Limits.NONE));
    }

    private Limiter limiter(SampleConfig sample) {
        var config = sample.build();
        return new TenantLimiter(
                config, store, reservations, new RoughEstimates(config, SampleAsk::tokens, (backend, model) -> PRICE));
    }

    /** @param longest the answer's bound; null for none */
    private static Ask ask(int bytes, @Nullable Long longest) {
        return new SampleAsk().body("x".repeat(bytes)).longest(longest).build();
    }

    private static void close(Lease lease, Usage usage) {
        lease.close(Outcome.SUCCEEDED, usage, PRICE.cost(usage));
    }

    @CanIgnoreReturnValue
    private static Lease admit(Limiter limiter, Tenant tenant) throws Exception {
        return admit(limiter, tenant, new SampleAsk().build());
    }

    @CanIgnoreReturnValue
    private static Lease admit(Limiter limiter, Tenant tenant, Ask ask) throws Exception {
        return get(limiter.admit(tenant, ask));
    }

    @CanIgnoreReturnValue
    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    private static Refused refusal(Limiter limiter, Tenant tenant) {
        return refusal(limiter, tenant, new SampleAsk().build());
    }

    private static Refused refusal(Limiter limiter, Tenant tenant, Ask ask) {
        return cause(catchThrowableOfType(ExecutionException.class, () -> admit(limiter, tenant, ask)));
    }

    private static Refused cause(ExecutionException failure) {
        return (Refused) Objects.requireNonNull(failure.getCause());
    }
}
