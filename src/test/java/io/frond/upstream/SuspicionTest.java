package io.frond.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.BackendConfig;
import io.frond.model.Call;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** F32: whose fault a failure is. */
class SuspicionTest {
    private static final BackendConfig.Breaker RULES =
            new BackendConfig.Breaker(0.5, 5, Duration.ofSeconds(10), 10, Duration.ofSeconds(5), 3, false);

    private final Suspicion suspicion = new Suspicion(RULES, 0);
    private long now;

    private void later(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }

    private static Call poison(String tenant, int number) {
        return TestCalls.numbered(number).from(tenant);
    }

    private void visits(String tenant) {
        suspicion.visited(tenant, now);
    }

    private int fails(String tenant, int number) {
        visits(tenant);
        return suspicion.failed(poison(tenant, number), now);
    }

    @Test
    void oneRequestHoweverOftenItFailsIsSuspectedOnly() {
        for (int i = 0; i < 100; i++) {
            assertThat(fails("acme", 1)).isZero();
        }
    }

    @Test
    void oneRequestThatFailsForAWholeWindowInWhichNothingSucceedsConfirmsItselfWhereNoOtherTenantCalls() {
        for (int second = 0; second < 10; second++) {
            assertThat(fails("acme", 1)).isZero();
            later(1);
        }
        assertThat(fails("acme", 1)).isEqualTo(11);
        assertThat(fails("acme", 1)).isEqualTo(1);
        assertThat(suspicion.word(now)).isEqualTo("acme");
        suspicion.rowEnded(now);
        assertThat(fails("acme", 1)).as("there was a success").isZero();
    }

    @Test
    void fewFailuresOfOneRequestConfirmNothingHoweverLongTheyTake() {
        for (int i = 0; i < 4; i++) {
            assertThat(fails("acme", 1)).isZero();
            later(9);
        }
    }

    @Test
    void whereAnotherTenantCallsOneRequestNeverConfirmsItself() {
        for (int second = 0; second < 60; second++) {
            visits("globex");
            assertThat(fails("acme", 1)).isZero();
            later(1);
        }
    }

    @Test
    void anotherRequestOfTheOnlyTenantConfirmsAllThatWasSuspected() {
        assertThat(fails("acme", 1)).isZero();
        assertThat(fails("acme", 1)).isZero();
        assertThat(fails("acme", 2)).isEqualTo(3);
        assertThat(fails("acme", 2)).isEqualTo(1);
        assertThat(suspicion.word(now)).isEqualTo("acme");
    }

    @Test
    void whereAnotherTenantCallsItMustBeTheOther() {
        visits("globex");
        for (int i = 0; i < 50; i++) {
            assertThat(fails("acme", i)).isZero();
        }
        assertThat(fails("globex", 1))
                .as("16 are remembered, this one among them")
                .isBetween(16, 51);
        assertThat(fails("acme", 1)).isEqualTo(1);
        assertThat(suspicion.word(now)).isNull();
    }

    @Test
    void equalRequestsOfTwoTenantsAreTwo() {
        assertThat(fails("acme", 1)).isZero();
        assertThat(fails("globex", 1)).isEqualTo(2);
    }

    @Test
    void aTenantWhoHasNotCalledInTheWindowIsNotThere() {
        visits("globex");
        later(11);
        assertThat(fails("acme", 1)).isZero();
        assertThat(fails("acme", 2)).isEqualTo(2);
    }

    @Test
    void manyTenantsInTurnAreSeen() {
        for (String tenant : new String[] {"a", "b", "c", "b", "a"}) {
            visits(tenant);
            later(1);
        }
        assertThat(fails("a", 1)).isZero();
        assertThat(fails("a", 2)).as("b called 2 s ago").isZero();
        later(9);
        visits("a");
        assertThat(fails("a", 3)).as("b called 11 s ago").isEqualTo(3);
    }

    @Test
    void theWindowEndsAndASuccessEndsTheRow() {
        assertThat(fails("acme", 1)).isZero();
        later(11);
        assertThat(fails("acme", 2)).as("no success between").isEqualTo(2);
        suspicion.rowEnded(now);
        later(11);
        assertThat(fails("acme", 3)).isZero();
        later(9);
        suspicion.rowEnded(now);
        assertThat(fails("acme", 4)).as("within the window").isEqualTo(2);
    }

    @Test
    void anEndpointThatCannotBeReachedIsAtFaultAndMakesTheRestCredible() {
        visits("globex");
        assertThat(fails("acme", 1)).isZero();
        assertThat(suspicion.unreachable(now)).isEqualTo(2);
        assertThat(fails("acme", 1)).isEqualTo(1);
        assertThat(suspicion.word(now)).isNull();
    }

    @Test
    void aFloodDrivesOutNobodyElsesSuspects() {
        visits("acme");
        assertThat(fails("globex", 1)).isZero();
        for (int i = 0; i < 100; i++) {
            int counting = fails("acme", i);
            assertThat(counting).isEqualTo(i == 0 ? 2 : 1);
        }
    }

    @Test
    void longRequestsAreToldApartByLengthAndEnds() {
        String long1 = "a".repeat(100_000);
        assertThat(suspicion.failed(TestCalls.of("{\"model\":\"m\",\"x\":\"" + long1 + "1\",\"y\":1}"), now))
                .isZero();
        assertThat(suspicion.failed(TestCalls.of("{\"model\":\"m\",\"x\":\"" + long1 + "1\",\"y\":1}"), now))
                .isZero();
        assertThat(suspicion.failed(TestCalls.of("{\"model\":\"m\",\"x\":\"" + long1 + "2\",\"y\":1}"), now))
                .isEqualTo(3);
    }

    @Test
    void closedByHandNothingIsSuspected() {
        assertThat(fails("acme", 1)).isZero();
        suspicion.clear();
        assertThat(fails("acme", 2)).isZero();
        assertThat(suspicion.word(now)).isEqualTo("acme");
        suspicion.clear();
        assertThat(suspicion.word(now)).isNull();
    }
}
