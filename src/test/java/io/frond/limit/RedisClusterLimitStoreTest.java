package io.frond.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.frond.limit.Bucket.Places;
import io.frond.limit.Bucket.Rate;
import io.frond.model.Clock;
import io.frond.store.RedisLink;
import io.frond.testing.RedisClusterServers;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scopes lie on different servers here. Each test has scopes of its own: nothing is deleted between them. */
class RedisClusterLimitStoreTest {
    private static final Duration PATIENT = Duration.ofSeconds(5);
    private static final RedisClusterServers SERVERS = RedisClusterServers.start();
    private static final Vertx VERTX = Vertx.vertx();
    private static final RedisLink LINK =
            RedisLink.open(VERTX, SERVERS.config(), Clock.system(), new Random(1), PATIENT);

    private final LimitStore store = new RedisLimitStore(LINK, PATIENT, () -> Duration.ZERO);

    @BeforeAll
    static void slotsDiffer() {
        assertThat(LINK.slot("frond:limits:{tenant:a}")).isNotEqualTo(LINK.slot("frond:limits:{route:r}"));
    }

    @AfterAll
    static void stop() throws Exception {
        EveryLimitStore.get(LINK.close().eventually(VERTX::close));
        SERVERS.close();
    }

    @Test
    void whatOneScopeRefusesTheOthersGiveBack() throws Exception {
        var rpm = bucket("tenant:a", "rpm", new Rate(Duration.ofDays(1)), 10);
        var own = bucket("tenant:a", "concurrent", Places.AT_ONCE, 5);
        var shared = bucket("route:r", "concurrent", Places.AT_ONCE, 1);
        var first = EveryLimitStore.reservation(Claim.used(rpm, 1), Claim.held(shared, 1), Claim.held(own, 1));
        assertThat(EveryLimitStore.get(store.take(first)).allowed()).isTrue();

        var refused = EveryLimitStore.get(
                store.take(EveryLimitStore.reservation(Claim.used(rpm, 1), Claim.held(shared, 1), Claim.held(own, 1))));

        assertThat(refused.standings()).extracting(Taken.Standing::fits).containsExactly(true, false, true);
        assertThat(refused.standings()).extracting(Taken.Standing::remaining).containsExactly(9L, 0L, 4L);
        assertThat(EveryLimitStore.get(store.look(List.of(shared, own, rpm))))
                .extracting(Fill::used, Fill::held)
                .containsExactly(tuple(0L, 1L), tuple(0L, 1L), tuple(1L, 0L));
    }

    @Test
    void aReservationIsRenewedAndSettledInAllItsScopes() throws Exception {
        var own = bucket("tenant:b", "tpd", new Rate(Duration.ofDays(1)), 1000);
        var shared = bucket("backend:b", "tpd", new Rate(Duration.ofDays(1)), 1000);
        var one = EveryLimitStore.reservation(Claim.held(own, 500), Claim.held(shared, 500));
        assertThat(EveryLimitStore.get(store.take(one)).allowed()).isTrue();
        EveryLimitStore.get(store.renew(List.of(one)));

        assertThat(EveryLimitStore.get(store.settle(one, List.of(100L, 100L)))).isTrue();

        assertThat(EveryLimitStore.get(store.settle(one, List.of(100L, 100L)))).isFalse();
        assertThat(EveryLimitStore.get(store.look(List.of(own, shared))))
                .extracting(Fill::used)
                .containsExactly(100L, 100L);
    }

    @Test
    void aSlotThatMovesUnderLoadCountsOnExactly() throws Exception {
        var rpd = bucket("tenant:moving", "rpd", new Rate(Duration.ofDays(1)), 600);
        var key = "frond:limits:{tenant:moving}";
        EveryLimitStore.get(store.take(EveryLimitStore.reservation(Claim.used(rpd, 1))));
        var move = SERVERS.moving(LINK.slot(key));
        var mover = new Thread(() -> {
            move.key(key);
            move.end();
        });
        mover.start();

        var allowed = EveryLimitStore.atOnce(
                4, 200, () -> EveryLimitStore.get(store.take(EveryLimitStore.reservation(Claim.used(rpd, 1))))
                        .allowed());

        mover.join();
        assertThat(allowed).filteredOn(one -> one).hasSize(599);
    }

    private static Bucket bucket(String scope, String name, Bucket.Measure measure, long limit) {
        return new Bucket(scope, scope + ":" + name, measure, limit);
    }
}
