package io.frond.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({"1ms, 1", "250ms, 250", "10s, 10000", "1.5s, 1500", "2m, 120000", "1h, 3600000", "7d, 604800000"})
    void durationsAreMilliseconds(String text, long millis) throws Unfit {
        assertThat(read(Quantity.DURATION, text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({"1B, 1", "2KiB, 2048", "1.5MiB, 1572864", "1GiB, 1073741824"})
    void sizesAreBytes(String text, long bytes) throws Unfit {
        assertThat(read(Quantity.BYTES, text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "200k, 200000", "1.5k, 1500", "2M, 2000000"})
    void countsMayHaveAUnit(String text, long count) throws Unfit {
        assertThat(read(Quantity.COUNT, text)).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 10s",
        "10 s, 10s",
        "3sec, 3s",
        "5min, 5m",
        "2hours, 2h",
        "10x, ",
        "s, ",
        "-1s, ",
        "1.0001s, ",
        "1e3s, "
    })
    void aWrongDurationIsRefusedWithWhatWasMeant(String text, @Nullable String meant) {
        assertThatThrownBy(() -> read(Quantity.DURATION, text))
                .isInstanceOfSatisfying(
                        Unfit.class, unfit -> assertThat(unfit.meant()).isEqualTo(meant));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 999, 1000, 60_000, 90_000, 3_600_000, 86_400_000, 604_800_000})
    void whatIsPrintedIsReadBack(long amount) throws Unfit {
        assertThat(read(Quantity.DURATION, Quantity.DURATION.print(amount))).isEqualTo(amount);
        assertThat(read(Quantity.COUNT, Quantity.COUNT.print(amount))).isEqualTo(amount);
        assertThat(Quantity.DURATION.print(amount)).matches(Quantity.DURATION.pattern());
    }

    @ParameterizedTest
    @CsvSource({"0s, out of range", "11s, out of range", "999999999999d, out of range", "10s, "})
    void theRangeIncludesItsEnds(String text, @Nullable String problem) {
        assertThat(problem(text))
                .satisfies(said -> assertThat(said.contains("out of range")).isEqualTo(problem != null));
    }

    private static String problem(String text) {
        try {
            return "fine: " + Quantity.DURATION.read(word(text), 1, 10_000);
        } catch (Unfit unfit) {
            return unfit.problem();
        }
    }

    private static long read(Quantity quantity, String text) throws Unfit {
        return quantity.read(word(text), 0, Long.MAX_VALUE);
    }

    private static Word word(String text) {
        return new Word(text, Word.quoted(text), Origin.of("x", Path.of(""), text), new Outside(name -> null));
    }
}
