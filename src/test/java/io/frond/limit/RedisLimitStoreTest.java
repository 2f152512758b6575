package io.frond.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.limit.Bucket.Calendar;
import io.frond.limit.Bucket.Places;
import io.frond.limit.Bucket.Rate;
import io.frond.model.Clock;
import io.frond.store.RedisLink;
import io.frond.testing.RedisServer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisLimitStoreTest extends EveryLimitStore {
    private static final Duration PATIENT = Duration.ofSeconds(5);
    private static final RedisServer SERVER = RedisServer.start();
    private static final Vertx VERTX = Vertx.vertx();
    private static final RedisLink LINK =
            RedisLink.open(VERTX, SERVER.config(), Clock.system(), new Random(1), PATIENT);

    private Duration passed = Duration.ZERO;
    private final LimitStore store = new RedisLimitStore(LINK, PATIENT, () -> passed);

    @BeforeAll
    static void connect() throws Exception {
        get(new RedisLimitStore(LINK, PATIENT, () -> Duration.ZERO).look(List.of(bucket("any", Places.AT_ONCE, 1))));
    }

    @AfterEach
    void empty() {
        assertThat(SERVER.ask("FLUSHALL")).isEqualTo("+OK");
    }

    @AfterAll
    static void stop() throws Exception {
        get(LINK.close().eventually(VERTX::close));
        SERVER.close();
    }

    @Override
    LimitStore store() {
        return store;
    }

    @Override
    void pass(Duration time) {
        passed = passed.plus(time);
    }

    @Test
    void moneyBeyondWhatADoubleHoldsIsCountedToTheLastNanoDollar() throws Exception {
        long limit = 4_000_000_000_000_000_003L;
        var budget = bucket("usd_per_month", Calendar.MONTH, limit);
        var all = held(budget, limit - 3);
        assertThat(one(Claim.held(budget, 4)).fits()).isFalse();
        var three = held(budget, 3);
        assertThat(one(Claim.held(budget, 1)).fits()).isFalse();

        get(store().settle(all, List.of(limit - 4)));
        get(store().settle(three, List.of(1L)));

        assertThat(fill(budget)).extracting(Fill::used, Fill::held).containsExactly(limit - 3, 0L);
        assertThat(one(Claim.held(budget, 0)).remaining()).isEqualTo(3);
        assertThat(one(Claim.held(budget, 4)).fits()).isFalse();
        assertThat(one(Claim.held(budget, 3)).fits()).isTrue();
    }

    @Test
    void sumsOfManySmallAmountsLoseNothing() throws Exception {
        var budget = bucket("usd_per_day", Calendar.DAY, Long.MAX_VALUE / 8);
        long start = (1L << 53) - 10;
        get(store().settle(held(budget, 0), List.of(start)));
        for (int i = 0; i < 30; i++) {
            get(store().settle(held(budget, 1), List.of(1L)));
        }

        assertThat(fill(budget).used()).isEqualTo(start + 30);
    }

    @Test
    void whatIsNotUsedAnyMoreExpiresByItself() throws Exception {
        one(Claim.used(bucket("rpm", new Rate(Duration.ofMinutes(1)), 5), 5));
        held(bucket("concurrent", Places.AT_ONCE, 5), 1);

        var left =
                Long.parseLong(SERVER.ask("PTTL", "frond:limits:{tenant:acme}").substring(1));

        assertThat(Duration.ofMillis(left)).isBetween(Duration.ofHours(1), Duration.ofMinutes(63));
    }

    @Test
    void aScriptThatWasForgottenIsSentAgain() throws Exception {
        var rpm = bucket("rpm", new Rate(Duration.ofMinutes(1)), 5);
        one(Claim.used(rpm, 1));
        assertThat(SERVER.ask("SCRIPT", "FLUSH")).isEqualTo("+OK");

        assertThat(one(Claim.used(rpm, 1)).remaining()).isEqualTo(3);
    }

    @Test
    void aClockThatIsSetBackLocksNobodyOut() throws Exception {
        var rpm = bucket("rpm", new Rate(Duration.ofMinutes(1)), 60);
        pass(Duration.ofHours(2));
        one(Claim.used(rpm, 60));
        passed = Duration.ofHours(1);
        assertThat(one(Claim.used(rpm, 1)).pause()).isLessThan(Duration.ofSeconds(2));

        pass(Duration.ofSeconds(2));

        assertThat(one(Claim.used(rpm, 1)).fits()).isTrue();
    }

    @Test
    void monthsEndWhenTheCalendarSaysSo() throws Exception {
        var random = new Random(3);
        var budget = bucket("usd_per_month", Calendar.MONTH, 10);
        var now = Clock.system();
        for (int i = 0; i < 40; i++) {
            pass(Duration.ofHours(random.nextInt(24 * 60)));
            var told = one(Claim.held(budget, 0)).reset();

            assertThat(told).isCloseTo(Calendar.MONTH.left(now.now().plus(passed)), SECOND);
            get(store().settle(held(budget, 0), List.of(0L)));
        }
    }

    private static final Duration SECOND = Duration.ofSeconds(1);
}
