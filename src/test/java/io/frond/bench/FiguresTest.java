package io.frond.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void itReadsWhatTheLoadToolSays() {
        var figures = Figures.parse(List.of("begin", "end", "requests 120", "latency_p50 20070", "fault status 500"));

        assertThat(figures.value("requests")).isEqualTo(120);
        assertThat(figures.get("latency_p50")).contains(20_070.0);
        assertThat(figures.get("latency_p99")).isEmpty();
        assertThat(figures.fault()).isEqualTo("status 500");
    }

    @Test
    void plainCasesCountRequestsAndStreamsCountChunks() {
        var figures = new Figures(Map.of("requests", 10.0, "chunks", 1_000.0, "cpu", 0.02, "seconds", 2.0), "");

        assertThat(figures.cpuMicros(Case.SMALL))
                .hasValueSatisfying(cost -> assertThat(cost).isCloseTo(2_000, within(1e-6)));
        assertThat(figures.cpuMicros(Case.SSE500))
                .hasValueSatisfying(cost -> assertThat(cost).isCloseTo(20, within(1e-6)));
        assertThat(figures.perSecond(Case.SSE500)).contains(500.0);
    }

    @Test
    void whereNothingWasDoneNothingHasACost() {
        var figures = new Figures(Map.of("requests", 0.0, "cpu", 0.02), "");

        assertThat(figures.cpuMicros(Case.SMALL)).isEmpty();
    }

    @Test
    void brokenAndUnsentRequestsAreLost() {
        assertThat(new Figures(Map.of("failed", 2.0, "unsent", 3.0), "").lost()).isEqualTo(5);
    }

    @Test
    void everyRunIsKeptInOneLine() {
        var figures = Figures.parse(List.of("requests 1200000", "fault status 500"));

        assertThat(figures.line()).isEqualTo("requests=1200000.000\tfault=status 500");
    }

    @Test
    void aSpreadIsTheMiddleWithTheLowestAndTheHighest() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).contains(new Spread(2, 1, 3));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 3.0))).contains(new Spread(2.5, 1, 4));
        assertThat(Spread.of(List.of())).isEmpty();
        assertThat(new Spread(1_234.567, 1, 2).withRange(1)).isEqualTo("1,234.6 (1.0 to 2.0)");
    }

    @Test
    void ofTheTimesOfAProcessTheUsersAndTheSystemsCount() {
        assertThat(Proc.ticks("17 (a (b) c) S 1 17 17 0 -1 4194560 9 0 0 0 250 50 1 2 20 0 12 0 5 9 8"))
                .isEqualTo(300);
        assertThat(Proc.ticks("")).isZero();
    }

    @Test
    void memoryIsReadInBytes() {
        var status = "Name:\tjava\nVmHWM:\t  2048 kB\nVmRSS:\t  1024 kB\n";

        assertThat(Proc.bytes(status, "VmRSS")).isEqualTo(1 << 20);
        assertThat(Proc.bytes(status, "VmHWM")).isEqualTo(2 << 20);
        assertThat(Proc.bytes("", "VmRSS")).isZero();
    }

    @Test
    void theMachineIsBusyWhenItIsNeitherIdleNorWaitsForADisk() {
        assertThat(Proc.busyTicks("cpu  1 2 4 1000 1000 8 16 32 64 64\ncpu0 1 1 1 1"))
                .isEqualTo(63);
    }

    @Test
    void thisVeryProcessUsesTheProcessor() {
        var self = List.of(ProcessHandle.current().pid());

        assertThat(Proc.cpuSeconds(self)).isPositive();
        assertThat(Proc.resident(self)).isGreaterThan(10e6).isLessThanOrEqualTo(Proc.residentAtMost(self));
        assertThat(Proc.busySeconds()).isGreaterThan(Proc.cpuSeconds(self));
    }
}
