package io.frond.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.soak.Soak.Plan;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The short form of {@code scripts/soak}. */
class SoakTest {
    private static final Plan SHORT = new Plan(Duration.ofSeconds(2), Duration.ofSeconds(5), 50, 7);

    @Test
    void F31_everyRequestEndsCompleteOrInAnExplicitErrorHoweverEndpointsFail() throws IOException {
        var soak = new Soak(SHORT);
        soak.run();
        assertThat(soak.violations()).as(soak.summary()).isEmpty();
    }

    @Test
    void F21_noRequestFailsAndNoMemoryStaysHoweverOftenTheConfigurationChanges() throws IOException {
        var soak = new Reloads(new Reloads.Plan(20, 100, 30, 7));
        soak.run();
        assertThat(soak.violations()).as(soak.summary()).isEmpty();
    }
}
