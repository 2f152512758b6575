package io.frond.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.limit.Bucket.Rate;
import io.frond.testing.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryLimitStoreTest extends EveryLimitStore {
    private final FakeClock clock = new FakeClock();
    private final LimitStore store = LimitStore.memory(clock);

    @Override
    LimitStore store() {
        return store;
    }

    @Override
    void pass(Duration time) {
        clock.advance(time);
    }

    @Test
    void overAnyStretchNoMoreThanABucketAndTheSteadyRatePass() throws Exception {
        var random = new Random(11);
        var rpm = bucket("rpm", new Rate(Duration.ofMinutes(1)), 60);
        long passed = 0;
        int allowed = 0;
        for (int i = 0; i < 20_000; i++) {
            long step = random.nextInt(200);
            passed += step;
            pass(Duration.ofMillis(step));
            allowed += one(Claim.used(rpm, 1)).fits() ? 1 : 0;
            assertThat(allowed).isLessThanOrEqualTo((int) (60 + passed / 1000));
        }
        assertThat(allowed).isGreaterThan((int) (passed / 1000));
    }

    /** Of a revoked key, say. */
    @Test
    void countsThatNobodyAsksForAnyMoreAreForgottenOnceTheirTimeIsOver() {
        var memory = new MemoryLimitStore(clock);
        var gone = new Bucket("tenant:acme", "tenant:acme:key:gone:rpm", new Rate(Duration.ofMinutes(1)), 2);
        var other = new Bucket("tenant:acme", "tenant:acme:rpm", new Rate(Duration.ofMinutes(1)), 600);
        take(memory, "1", Claim.used(gone, 1), Claim.used(other, 1));
        assertThat(memory.size()).isEqualTo(2);

        pass(Duration.ofMinutes(2));
        take(memory, "2", Claim.used(other, 1));

        assertThat(memory.size()).isEqualTo(1);
    }

    private static void take(LimitStore store, String id, Claim... claims) {
        assertThat(store.take(new Reservation(id, List.of(claims))).succeeded()).isTrue();
    }

    @Test
    void aLimitAllowsAtLeastOne() {
        assertThatThrownBy(() -> bucket("rpm", new Rate(Duration.ofMinutes(1)), 0))
                .hasMessageContaining("at least one");
    }
}
