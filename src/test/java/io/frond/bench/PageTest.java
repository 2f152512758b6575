package io.frond.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTest {
    private final Results results = new Results();

    private Page page() {
        var options = new Options(Case.all(), List.of(), 3, 4, 60, Path.of("x.md"), List.of(0), List.of(1));
        var machine = new Machine(
                "Some Processor",
                2,
                "4 GiB",
                "6.1",
                "Maker 25",
                LocalDate.EPOCH,
                Map.of("nginx", "1.2", "frond", "abc"));
        return new Page(results, machine, options);
    }

    private void plain(String target, int round, double cpuMicros) {
        results.add(
                Case.SMALL,
                target,
                round,
                new Figures(
                        Map.of(
                                "requests",
                                1e6,
                                "seconds",
                                10.0,
                                "cpu",
                                cpuMicros,
                                "rss",
                                5e6,
                                "rss_before",
                                4e6,
                                "rss_peak",
                                9e6,
                                "others",
                                0.01),
                        ""));
    }

    @Test
    void costsAreComparedWithinARound() {
        plain("nginx", 0, 10);
        plain("nginx", 1, 20);
        plain("nginx", 2, 30);
        plain("frond", 0, 20);
        plain("frond", 1, 60);
        plain("frond", 2, 30);

        assertThat(page().summary()).contains("| small | 2.00 (1.00 to 3.00) |");
        assertThat(page().text())
                .contains("| frond | 100,000 | 30.0 (20.0 to 60.0) | 2.00 (1.00 to 3.00) | 5 | 5 | 0 |");
    }

    @Test
    void aRoundThatOneOfTwoMissedIsNotCompared() {
        plain("nginx", 0, 10);
        plain("frond", 0, 20);
        plain("frond", 1, 500);

        assertThat(page().summary()).contains("| small | 2.00 (2.00 to 2.00) |");
    }

    private void held(String target, double transitMicros, double failed) {
        results.add(
                Case.HELD2K,
                target,
                0,
                new Figures(
                        Map.of(
                                "chunks",
                                1e4,
                                "seconds",
                                1.0,
                                "transit_p50",
                                transitMicros,
                                "transit_p99",
                                3 * transitMicros,
                                "failed",
                                failed,
                                "rss_before",
                                100e6,
                                "rss_peak",
                                160e6),
                        failed > 0 ? "status 503" : ""));
    }

    @Test
    void whatIsAddedIsTheDifferenceToNoProxy() {
        held("direct", 1_000, 0);
        held("frond", 1_250, 0);

        assertThat(page().text())
                .contains("| direct | 10,000 |  |  | (1.00) | (3.00) |")
                .contains("| 0.25 (0.25 to 0.25) | 0.75 (0.75 to 0.75) |");
    }

    @Test
    void memoryIsToldPerStreamAndLossesWithTheirCause() {
        held("frond", 1_000, 7);

        assertThat(page().text())
                .contains("| 60 = 30 KB per stream | 7 |")
                .contains("frond lost some, the first one thus: status 503.");
    }

    @Test
    void whatIsMissingIsSaid() {
        plain("nginx", 0, 10);
        results.leaveOut("portkey: not installed here");
        results.leaveOut("portkey: not installed here");

        assertThat(page().text()).containsOnlyOnce("- portkey: not installed here\n");
    }

    @Test
    void itSaysWhereItWasMeasuredAndWhatElseRan() {
        plain("nginx", 0, 10);
        results.addReady("nginx", 30);
        results.addReady("nginx", 50);

        assertThat(page().text())
                .startsWith("# Benchmarks\n")
                .contains("Measured on 1970-01-01: Some Processor, 2 CPUs, 4 GiB, Linux 6.1, Java Maker 25.")
                .contains("| nginx | 1.2 | forwards |")
                .contains("3 rounds of 4 s")
                .contains("| nginx | 40 (30 to 50) |")
                .contains("| small | 1.0 % (1.0 % at most) |");
    }
}
