package io.frond.limit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.frond.limit.Bucket.Calendar;
import io.frond.limit.Bucket.Measure;
import io.frond.limit.Bucket.Places;
import io.frond.limit.Bucket.Rate;
import io.frond.limit.Taken.Standing;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of counts must do, wherever it keeps them. */
abstract class EveryLimitStore {
    private static final AtomicLong IDS = new AtomicLong();
    private static final Rate MINUTE = new Rate(Duration.ofMinutes(1));
    /** Around stretches of time: what a server's clock may differ by. */
    private static final Duration SLACK = Duration.ofMillis(20);

    abstract LimitStore store();

    /** Lets time go by for the store. */
    abstract void pass(Duration time);

    @Test
    void aFullBucketGivesAllAtOnceAndThenNothing() throws Exception {
        var rpm = bucket("rpm", MINUTE, 5);
        for (int left = 4; left >= 0; left--) {
            var taken = one(Claim.used(rpm, 1));
            assertThat(taken.fits()).isTrue();
            assertThat(taken.remaining()).isEqualTo(left);
        }

        var refused = one(Claim.used(rpm, 1));

        assertThat(refused.fits()).isFalse();
        assertThat(refused.remaining()).isZero();
        assertThat(refused.pause()).isBetween(Duration.ofSeconds(11), Duration.ofSeconds(12));
        assertThat(refused.reset()).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(60));
    }

    @Test
    void whoWaitsAsLongAsToldIsLetIn() throws Exception {
        var rpm = bucket("rpm", MINUTE, 300);
        one(Claim.used(rpm, 300));
        var refused = one(Claim.used(rpm, 2));

        pass(refused.pause().plus(SLACK));

        assertThat(one(Claim.used(rpm, 2)).fits()).isTrue();
        assertThat(one(Claim.used(rpm, 2)).fits()).isFalse();
    }

    @Test
    void aRefusalTakesNothingOfAnyClaim() throws Exception {
        var rpm = bucket("rpm", MINUTE, 5);
        var tpm = bucket("tpm", MINUTE, 1000);
        var places = bucket("concurrent", Places.AT_ONCE, 3);

        var refused = take(Claim.used(rpm, 1), Claim.held(tpm, 1001), Claim.held(places, 1));

        assertThat(refused.allowed()).isFalse();
        assertThat(refused.standings()).extracting(Standing::fits).containsExactly(true, false, true);
        assertThat(refused.standings()).extracting(Standing::remaining).containsExactly(5L, 1000L, 3L);
        assertThat(fill(rpm).used()).isZero();
        assertThat(fill(places).held()).isZero();
    }

    @Test
    void aClaimOfNothingAlwaysFits() throws Exception {
        var rpm = bucket("rpm", MINUTE, 5);
        one(Claim.used(rpm, 5));

        var seen = one(Claim.used(rpm, 0));

        assertThat(seen.fits()).isTrue();
        assertThat(seen.remaining()).isZero();
        assertThat(seen.pause()).isZero();
    }

    @Test
    void bucketsKnowNothingOfEachOther() throws Exception {
        one(Claim.used(bucket("rpm", MINUTE, 5), 5));

        assertThat(one(Claim.used(bucket("other:rpm", MINUTE, 5), 5)).fits()).isTrue();
        assertThat(one(Claim.used(new Bucket("tenant:globex", "tenant:globex:rpm", MINUTE, 5), 5))
                        .fits())
                .isTrue();
    }

    @Test
    void claimsOfSeveralScopesAreAllTakenOrNone() throws Exception {
        var own = bucket("concurrent", Places.AT_ONCE, 5);
        var shared = new Bucket("route:policy", "route:policy:concurrent", Places.AT_ONCE, 1);
        var first = reservation(Claim.held(own, 1), Claim.held(shared, 1));
        assertThat(get(store().take(first)).allowed()).isTrue();

        assertThat(take(Claim.held(own, 1), Claim.held(shared, 1)).allowed()).isFalse();
        assertThat(fill(own).held()).isEqualTo(1);

        get(store().settle(first, List.of(0L, 0L)));
        assertThat(take(Claim.held(own, 1), Claim.held(shared, 1)).allowed()).isTrue();
    }

    @Test
    void aChangedRateKeepsTheShareThatWasUsed() throws Exception {
        one(Claim.used(bucket("rpd", new Rate(Duration.ofDays(1)), 100), 50));

        assertThat(one(Claim.used(bucket("rpd", new Rate(Duration.ofDays(1)), 10), 0))
                        .remaining())
                .isEqualTo(5);
        assertThat(one(Claim.used(bucket("rpd", new Rate(Duration.ofDays(1)), 1000), 0))
                        .remaining())
                .isEqualTo(500);
    }

    @Test
    void aPlaceIsHeldUntilItsReservationIsSettledAndGivenBackOnce() throws Exception {
        var places = bucket("concurrent", Places.AT_ONCE, 2);
        var first = held(places, 1);
        held(places, 1);
        assertThat(one(Claim.held(places, 1)).fits()).isFalse();

        assertThat(get(store().settle(first, List.of(0L)))).isTrue();
        assertThat(get(store().settle(first, List.of(0L)))).isFalse();

        assertThat(fill(places).held()).isEqualTo(1);
        assertThat(one(Claim.held(places, 1)).remaining()).isZero();
    }

    @Test
    void whatIsHeldIsNotThereForOthersAndBecomesUsedByWhatWasConsumed() throws Exception {
        var tpd = bucket("tpd", new Rate(Duration.ofDays(1)), 1000);
        var taken = held(tpd, 800);
        assertThat(one(Claim.held(tpd, 300)).fits()).isFalse();

        get(store().settle(taken, List.of(100L)));

        assertThat(fill(tpd).used()).isEqualTo(100);
        assertThat(fill(tpd).held()).isZero();
        assertThat(one(Claim.held(tpd, 900)).fits()).isTrue();
    }

    @Test
    void whoeverConsumesMoreThanWasReservedLeavesADebt() throws Exception {
        var tpm = bucket("tpm", MINUTE, 60_000);
        var taken = held(tpm, 1000);

        get(store().settle(taken, List.of(90_000L)));

        var refused = one(Claim.held(tpm, 1));
        assertThat(refused.fits()).isFalse();
        assertThat(refused.remaining()).isZero();
        assertThat(refused.pause()).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(31));
    }

    @Test
    void whoeverWasRefusedSettlesNothing() throws Exception {
        var budget = bucket("usd_per_day", Calendar.DAY, 1000);
        var refused = reservation(Claim.held(budget, 1001));
        assertThat(get(store().take(refused)).allowed()).isFalse();

        assertThat(get(store().settle(refused, List.of(500L)))).isFalse();

        assertThat(fill(budget).used()).isZero();
    }

    @Test
    void aReservationLapsesUnlessItIsRenewedAndCountsAllTheSameWhenItIsSettledLate() throws Exception {
        var budget = bucket("usd_per_day", Calendar.DAY, 1000);
        var forgotten = held(budget, 400);
        var renewed = held(budget, 500);
        pass(LimitStore.LEASE.multipliedBy(2).dividedBy(3));
        get(store().renew(List.of(renewed)));
        assertThat(fill(budget).held()).isEqualTo(900);

        pass(LimitStore.LEASE.multipliedBy(2).dividedBy(3));
        assertThat(fill(budget).held()).isEqualTo(500);

        get(store().renew(List.of(forgotten)));
        assertThat(fill(budget).held()).isEqualTo(500);
        assertThat(get(store().settle(forgotten, List.of(300L)))).isTrue();
        assertThat(get(store().settle(forgotten, List.of(300L)))).isFalse();
        get(store().settle(renewed, List.of(50L)));
        assertThat(fill(budget)).extracting(Fill::used, Fill::held).containsExactly(350L, 0L);
    }

    @Test
    void aBudgetIsThereAgainWithTheNextPeriodAndWhatIsHeldGoesOver() throws Exception {
        var budget = bucket("usd_per_day", Calendar.DAY, 1000);
        get(store().settle(held(budget, 700), List.of(700L)));
        var refused = one(Claim.held(budget, 400));
        assertThat(refused.fits()).isFalse();
        assertThat(refused.pause()).isBetween(Duration.ofSeconds(1), Duration.ofDays(1));
        assertThat(refused.reset()).isBetween(Duration.ofSeconds(1), Duration.ofDays(1));
    }

    @Test
    void whateverTheOrderWhatIsSettledIsWhatIsUsed() throws Exception {
        var budget = bucket("usd_per_month", Calendar.MONTH, 1_000_000_000_000L);
        var tpd = bucket("tpd", new Rate(Duration.ofDays(1)), 1_000_000);
        var random = new Random(5);
        var open = new ArrayList<Reservation>();
        long money = 0;
        long tokens = 0;
        for (int i = 0; i < 200; i++) {
            var one = reservation(Claim.held(budget, random.nextInt(1_000_000)), Claim.held(tpd, random.nextInt(1000)));
            assertThat(get(store().take(one)).allowed()).isTrue();
            open.add(one);
        }
        Collections.shuffle(open, random);
        for (var one : open.subList(0, 150)) {
            long paid = random.nextInt(2_000_000);
            long spoken = random.nextInt(2000);
            for (int again = random.nextInt(3); again >= 0; again--) {
                get(store().settle(one, List.of(paid, spoken)));
            }
            money += paid;
            tokens += spoken;
        }
        pass(LimitStore.LEASE.plusSeconds(1));

        assertThat(fill(budget)).extracting(Fill::used, Fill::held).containsExactly(money, 0L);
        assertThat(fill(tpd).held()).isZero();
        assertThat((double) fill(tpd).used()).isBetween(tokens - 1000.0, tokens + 1.0);
    }

    @Test
    void howeverManyTakeAtOnceTheCountIsExactAndEachIsToldADifferentRest() throws Exception {
        var rpd = bucket("rpd", new Rate(Duration.ofDays(1)), 997);
        var taken = atOnce(8, 250, () -> one(Claim.used(rpd, 1)));

        var allowed = taken.stream().filter(Standing::fits).toList();

        assertThat(allowed).hasSize(997);
        assertThat(allowed.stream().map(Standing::remaining).sorted().toList())
                .isEqualTo(IntStream.range(0, 997).mapToObj(Long::valueOf).toList());
        assertThat(taken).filteredOn(one -> !one.fits()).allMatch(one -> one.remaining() == 0);
    }

    @Test
    void howeverManyReserveAtOnceNobodyGetsTheLastCentTwice() throws Exception {
        var budget = bucket("usd_per_day", Calendar.DAY, 1_000_000_000);
        var places = bucket("concurrent", Places.AT_ONCE, 1000);
        var allowed = atOnce(8, 50, () -> {
            var one = reservation(Claim.held(budget, 10_000_000), Claim.held(places, 1));
            boolean admitted = get(store().take(one)).allowed();
            if (admitted) {
                get(store().settle(one, List.of(10_000_000L, 0L)));
            }
            return admitted;
        });

        assertThat(allowed).filteredOn(admitted -> admitted).hasSize(100);
        assertThat(fill(budget)).extracting(Fill::used, Fill::held).containsExactly(1_000_000_000L, 0L);
        assertThat(fill(places).held()).isZero();
    }

    static Bucket bucket(String name, Measure measure, long limit) {
        return new Bucket("tenant:acme", "tenant:acme:" + name, measure, limit);
    }

    static Reservation reservation(Claim... claims) {
        return new Reservation("test-" + IDS.incrementAndGet(), List.of(claims));
    }

    @CanIgnoreReturnValue
    Reservation held(Bucket bucket, long amount) throws Exception {
        var one = reservation(Claim.held(bucket, amount));
        assertThat(get(store().take(one)).allowed()).isTrue();
        return one;
    }

    @CanIgnoreReturnValue
    Taken take(Claim... claims) throws Exception {
        return get(store().take(reservation(claims)));
    }

    @CanIgnoreReturnValue
    Standing one(Claim claim) throws Exception {
        return take(claim).standings().get(0);
    }

    Fill fill(Bucket bucket) throws Exception {
        return get(store().look(List.of(bucket))).get(0);
    }

    @CanIgnoreReturnValue
    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    static <T> List<T> atOnce(int threads, int times, Callable<T> what) throws Exception {
        try (var pool = Executors.newFixedThreadPool(threads)) {
            Callable<List<T>> many = () -> {
                var seen = new ArrayList<T>();
                for (int i = 0; i < times; i++) {
                    seen.add(what.call());
                }
                return seen;
            };
            var all = new ArrayList<T>();
            for (var one : pool.invokeAll(
                    IntStream.range(0, threads).mapToObj(i -> many).toList())) {
                all.addAll(one.get());
            }
            return all;
        }
    }
}
