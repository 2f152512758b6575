package io.frond.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> KNOWN = List.of("policies", "first_token", "url", "to", "p2c", "timeout");

    @ParameterizedTest
    @CsvSource({
        "polices, policies",
        "polcies, policies",
        "ulr, url",
        "URL, url",
        "first-token, first_token",
        "firsttoken, first_token",
        "p2cc, p2c",
        "timout, timeout",
        "timeouts, timeout",
        "ot, to",
    })
    void theMeantWordIsFound(String typed, String meant) {
        assertThat(Nearest.to(typed, KNOWN)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"banana,", "x,", "key,", "'',", "time_to_live_of_everything,"})
    void nothingIsInvented(String typed, @Nullable String none) {
        assertThat(Nearest.to(typed, KNOWN)).isEqualTo(none);
    }

    @Test
    void severalAreGivenNearestFirst() {
        assertThat(Nearest.to("polcy", List.of("house", "policys", "policy"), 3))
                .containsExactly("policy", "policys");
    }
}
