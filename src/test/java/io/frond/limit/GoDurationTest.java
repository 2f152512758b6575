package io.frond.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "6, 6ms",
        "999, 999ms",
        "1000, 1s",
        "1005, 1.005s",
        "1500, 1.5s",
        "59999, 59.999s",
        "60000, 1m0s",
        "86400, 1m26.4s",
        "360000, 6m0s",
        "3600000, 1h0m0s",
        "3661010, 1h1m1.01s"
    })
    void durationsReadAsGoPrintsThem(long millis, String text) {
        assertThat(GoDuration.format(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1, 1ms", "999999, 1ms", "1000000, 1ms", "1000001, 2ms", "999000001, 1s"})
    void partsOfAMillisecondAreRoundedUp(long nanos, String text) {
        assertThat(GoDuration.format(Duration.ofNanos(nanos))).isEqualTo(text);
    }
}
