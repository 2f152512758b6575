package io.frond.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.limit.Bucket.Calendar;
import io.frond.limit.Bucket.Places;
import io.frond.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests come, go, die and are settled twice, in any order: what was settled is what was used. */
class ReservationPropertyTest {
    private static final long BUDGET = 1_000_000;
    private static final Bucket MONEY = new Bucket("tenant:acme", "tenant:acme:usd", Calendar.MONTH, BUDGET);
    private static final Bucket ROOM = new Bucket("tenant:acme", "tenant:acme:concurrent", Places.AT_ONCE, 40);

    private final FakeClock clock = new FakeClock();
    private final LimitStore store = LimitStore.memory(clock);
    private final List<Running> running = new ArrayList<>();
    private final List<Running> settled = new ArrayList<>();
    private final Set<Running> lapsed = new HashSet<>();
    private Random random = new Random();
    private long spent;
    private int ids;

    private final class Running {
        private final Reservation reservation;
        private long renewed = clock.nanos();

        private Running(Reservation reservation) {
            this.reservation = reservation;
        }

        long amount() {
            return reservation.claims().get(0).amount();
        }

        boolean dead() {
            return clock.nanos() - renewed >= LimitStore.LEASE.toNanos();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void theSumOfWhatWasSettledIsTheSumOfWhatWasUsed(int seed) {
        random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            step();
            check();
        }
        assertThat(settled).hasSizeGreaterThan(50);
        assertThat(lapsed).isNotEmpty();
    }

    private void step() {
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> come();
            case 4, 5 -> go();
            case 6 -> repeat();
            case 7 -> renew();
            default -> clock.advance(Duration.ofMillis(random.nextInt(3000)));
        }
    }

    private void come() {
        var wanted =
                new Reservation("r" + ++ids, List.of(Claim.held(MONEY, random.nextInt(20_000)), Claim.held(ROOM, 1)));
        long free = BUDGET - spent - held();
        boolean expected =
                (wanted.claims().get(0).amount() == 0 || wanted.claims().get(0).amount() <= free) && alive() < 40;
        assertThat(store.take(wanted).result().allowed()).isEqualTo(expected);
        if (expected) {
            running.add(new Running(wanted));
        }
    }

    /** Those that have lapsed may be settled too: their node was only slow. */
    private void go() {
        if (!running.isEmpty()) {
            var one = running.remove(random.nextInt(running.size()));
            long consumed = random.nextInt(400);
            assertThat(settle(one, consumed)).isTrue();
            spent += consumed;
            settled.add(one);
        }
    }

    private void repeat() {
        if (!settled.isEmpty()) {
            assertThat(settle(settled.get(random.nextInt(settled.size())), 5_000))
                    .isFalse();
        }
    }

    private boolean settle(Running one, long consumed) {
        return store.settle(one.reservation, List.of(consumed, 1L)).result();
    }

    private void renew() {
        var some = running.stream().filter(one -> random.nextInt(4) > 0).toList();
        store.renew(some.stream().map(one -> one.reservation).toList()).result();
        some.stream().filter(one -> !one.dead()).forEach(one -> one.renewed = clock.nanos());
    }

    private long held() {
        return running.stream()
                .filter(one -> !one.dead())
                .mapToLong(Running::amount)
                .sum();
    }

    private long alive() {
        return running.stream().filter(one -> !one.dead()).count();
    }

    private void check() {
        running.stream().filter(Running::dead).forEach(lapsed::add);
        var fills = store.look(List.of(MONEY, ROOM)).result();
        assertThat(fills.get(0).used()).isEqualTo(spent);
        assertThat(fills.get(0).held()).isEqualTo(held());
        assertThat(fills.get(1).held()).isEqualTo(alive());
    }
}
