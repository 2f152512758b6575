package io.frond.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.limit.Bucket.Rate;
import io.frond.testing.FakeClock;
import java.time.Duration;
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

    @Test
    void aLimitAllowsAtLeastOne() {
        assertThatThrownBy(() -> bucket("rpm", new Rate(Duration.ofMinutes(1)), 0))
                .hasMessageContaining("at least one");
    }
}
