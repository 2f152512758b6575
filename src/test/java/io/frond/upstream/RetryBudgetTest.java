package io.frond.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.frond.testing.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private final FakeClock clock = new FakeClock();
    private final RetryBudget budget = new RetryBudget(clock, 0.2);

    @CanIgnoreReturnValue
    private int retries() {
        int granted = 0;
        while (budget.retry()) {
            granted++;
        }
        return granted;
    }

    @Test
    void aQuietBackendMayTryTenTimesASecond() {
        assertThat(retries()).isEqualTo(10);
        clock.advance(Duration.ofSeconds(1));
        assertThat(retries()).isEqualTo(10);
    }

    @Test
    void aBusyOneMayTryAShareOfItsRequestsAgain() {
        retries();
        for (int i = 0; i < 100; i++) {
            budget.request();
        }
        assertThat(retries()).isBetween(19, 20);
    }

    @Test
    void savesNoMoreThanTenSecondsWorth() {
        clock.advance(Duration.ofHours(1));
        assertThat(retries()).isEqualTo(100);
    }
}
