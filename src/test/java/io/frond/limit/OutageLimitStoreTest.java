package io.frond.limit;

import static io.frond.limit.EveryLimitStore.bucket;
import static io.frond.limit.EveryLimitStore.get;
import static io.frond.limit.EveryLimitStore.reservation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.config.LimitsConfig.OnOutage;
import io.frond.limit.Bucket.Calendar;
import io.frond.limit.Bucket.Places;
import io.frond.limit.Bucket.Rate;
import io.frond.model.Clock;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.store.RedisLink;
import io.frond.testing.Eventually;
import io.frond.testing.RedisServer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens while the Redis that counts is away. */
class OutageLimitStoreTest {
    private static final Duration BACK = Duration.ofSeconds(5);
    private static final int FRONDS = 3;
    private static final Bucket RPD = bucket("rpd", new Rate(Duration.ofDays(1)), 30);
    private static final Bucket BUDGET = bucket("usd_per_day", Calendar.DAY, 900);

    private final RedisServer server = RedisServer.start();
    private final Vertx vertx = Vertx.vertx();
    private final RedisLink link = RedisLink.open(vertx, server.config(), Clock.system(), new Random(1));

    @BeforeEach
    void connected() {
        var store = store(OnOutage.CLOSED);
        Eventually.within(
                BACK, () -> assertThat(fits(store, Claim.held(RPD, 0))).isTrue());
    }

    @AfterEach
    void stop() throws Exception {
        get(link.close().eventually(vertx::close));
        server.close();
    }

    @Test
    void F16_eachFrondGivesItsShareOfEveryLimit() {
        var store = store(OnOutage.LOCAL);
        server.kill();

        assertThat(admitted(store, Claim.used(RPD, 1), 100)).isEqualTo(30 / FRONDS);
        assertThat(admitted(store, Claim.held(bucket("concurrent", Places.AT_ONCE, 2), 1), 10))
                .as("at least one")
                .isEqualTo(1);
    }

    @Test
    void F16_openLetsAllThrough() {
        var store = store(OnOutage.OPEN);
        server.kill();

        assertThat(admitted(store, Claim.used(RPD, 1), 100)).isEqualTo(100);
    }

    @Test
    void F16_closedTurnsAllAwayAndSaysWhenToComeBack() {
        var store = store(OnOutage.CLOSED);
        server.kill();

        assertThatThrownBy(() -> get(store.take(reservation(Claim.used(RPD, 1)))))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.SHED);
                    assertThat(refused.reason().status()).isEqualTo(503);
                    assertThat(refused.retryAfter()).isPositive();
                });
    }

    @Test
    void F16_aRedisThatDoesNotAnswerHoldsNobodyUpForLong() {
        var store = store(OnOutage.LOCAL);
        var rpm = bucket("rpm", new Rate(Duration.ofMinutes(1)), 1_000_000);
        assertThat(admitted(store, Claim.used(rpm, 1), 200)).isEqualTo(200);
        server.freeze();

        var waits = new ArrayList<Duration>();
        for (int i = 0; i < 300; i++) {
            long began = System.nanoTime();
            assertThat(fits(store, Claim.used(rpm, 1))).isTrue();
            waits.add(Duration.ofNanos(System.nanoTime() - began));
        }

        server.thaw();
        Collections.sort(waits);
        assertThat(waits.get(waits.size() / 2)).as("known to be away").isLessThan(Duration.ofMillis(5));
        // 25 ms on a machine that runs us when we are due; see scripts/cluster
        assertThat(waits.get(waits.size() - 1)).isLessThan(Duration.ofMillis(200));
    }

    @Test
    void F16_afterAFreezeTheSharedCountsGoOnWhereTheyWere() throws Exception {
        var store = store(OnOutage.LOCAL);
        assertThat(admitted(store, Claim.used(RPD, 1), 4)).isEqualTo(4);
        server.freeze();
        assertThat(admitted(store, Claim.used(RPD, 1), 20))
                .as("its share of what was left")
                .isEqualTo(8);
        server.thaw();

        var strict = store(OnOutage.CLOSED);
        Eventually.within(
                BACK, () -> assertThat(fits(strict, Claim.held(RPD, 0))).isTrue());
        long used = get(strict.look(List.of(RPD))).get(0).used();
        assertThat(used)
                .as("the first ones of the freeze may have been heard late")
                .isBetween(4L, 7L);

        assertThat(admitted(strict, Claim.used(RPD, 1), 30)).isEqualTo((int) (30 - used));
    }

    @Test
    void whatWasReservedBeforeAnOutageIsSettledAfterIt() throws Exception {
        var store = store(OnOutage.LOCAL);
        var before = reservation(Claim.held(BUDGET, 500));
        get(store.take(before));
        server.freeze();

        assertThat(get(store.settle(before, List.of(400L)))).isTrue();

        server.thaw();
        Eventually.within(BACK, () -> {
            assertThat(fits(store, Claim.held(RPD, 0))).isTrue();
            assertThat(looked()).extracting(Fill::used, Fill::held).containsExactly(400L, 0L);
        });
    }

    @Test
    void moneyThatIsSpentWhileAllAreLetThroughIsChargedAfterwards() throws Exception {
        var store = store(OnOutage.OPEN);
        server.kill();
        var during = reservation(Claim.held(BUDGET, 200));
        assertThat(get(store.take(during)).allowed()).isTrue();
        assertThat(get(store.settle(during, List.of(150L)))).isTrue();

        server.restart();

        Eventually.within(BACK, () -> {
            assertThat(fits(store, Claim.held(RPD, 0))).isTrue();
            assertThat(looked()).extracting(Fill::used, Fill::held).containsExactly(150L, 0L);
        });
    }

    @Test
    void moneySpentDuringAnOutageIsChargedAfterIt() throws Exception {
        var store = store(OnOutage.LOCAL);
        server.kill();
        var during = reservation(Claim.held(BUDGET, 200));
        assertThat(get(store.take(during)).allowed()).isTrue();
        assertThat(fits(store, Claim.held(BUDGET, 200))).as("the share is 300").isFalse();
        assertThat(get(store.settle(during, List.of(150L)))).isTrue();

        server.restart();

        Eventually.within(BACK, () -> {
            assertThat(fits(store, Claim.held(RPD, 0))).isTrue();
            assertThat(looked()).extracting(Fill::used, Fill::held).containsExactly(150L, 0L);
        });
    }

    /** What Redis has of the budget. */
    private Fill looked() {
        try {
            var shared = new RedisLimitStore(link, RedisLink.TIMEOUT, () -> Duration.ZERO);
            return get(shared.look(List.of(BUDGET))).get(0);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private LimitStore store(OnOutage onOutage) {
        return LimitStore.redis(link, LimitStore.memory(Clock.system()), onOutage, () -> FRONDS);
    }

    private static int admitted(LimitStore store, Claim claim, int times) {
        int admitted = 0;
        for (int i = 0; i < times; i++) {
            admitted += fits(store, claim) ? 1 : 0;
        }
        return admitted;
    }

    private static boolean fits(LimitStore store, Claim claim) {
        try {
            return get(store.take(reservation(claim))).allowed();
        } catch (Exception e) {
            throw new AssertionError(Objects.requireNonNullElse(e.getCause(), e));
        }
    }
}
