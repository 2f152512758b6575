package io.frond.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OptionsTest {
    private static final List<Integer> CPUS = List.of(0, 1, 2);

    @Test
    void withoutOptionsItMeasuresEverythingOnTheFirstAndTheLastCpu() {
        var options = Options.parse(CPUS);

        assertThat(options.cases()).containsExactly(Case.values());
        assertThat(options.wants("anything")).isTrue();
        assertThat(options.loadCpus()).containsExactly(0);
        assertThat(options.proxyCpus()).containsExactly(2);
        assertThat(options.out()).isEqualTo(Path.of("src/main/docs/benchmarks.md"));
    }

    @Test
    void everyOptionIsRead() {
        var options = Options.parse(
                CPUS,
                "--cases",
                "small,ctx1m",
                "--targets",
                "haproxy",
                "--rounds",
                "3",
                "--secs",
                "2",
                "--warm",
                "9",
                "--out",
                "x.md",
                "--load-cpus",
                "0",
                "--proxy-cpus",
                "1-2");

        assertThat(options)
                .isEqualTo(new Options(
                        List.of(Case.SMALL, Case.CTX1M),
                        List.of("haproxy"),
                        3,
                        2,
                        9,
                        Path.of("x.md"),
                        List.of(0),
                        List.of(1, 2)));
        assertThat(options.wants("haproxy")).isTrue();
        assertThat(options.wants("frond")).isFalse();
    }

    @Test
    void nginxIsAlwaysThereToBeComparedWith() {
        assertThat(Options.parse(CPUS, "--targets", "frond").wants("nginx")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "--case, small, \"--case\" is not known; known are",
        "--cases, tiny, there is no case \"tiny\"; there are [small",
        "--rounds, 0, '--rounds is a whole number from 1, not \"0\"'",
        "--proxy-cpus, a, '--proxy-cpus is a list of CPUs such as 0 or 2-5, not \"a\"'",
        "--proxy-cpus, 0-1, load and proxies would share CPU [0]"
    })
    void aMistakeIsNamed(String name, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(CPUS, name, value))
                .withMessageStartingWith(message);
    }

    @Test
    void oneCpuIsNotEnough() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(List.of(0)))
                .withMessageContaining("It takes two CPUs at least");
    }

    @Test
    void anOptionWithoutItsValueIsAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(CPUS, "--rounds"))
                .withMessage("--rounds needs a value");
    }

    @ParameterizedTest
    @EnumSource
    void everyRequestHasItsSizeAndIsWhatTheScannerOfFrondTakes(Case what) {
        var json = what.body.json();
        var fields = io.frond.http.RequestScanner.scan(io.vertx.core.buffer.Buffer.buffer(json));

        assertThat(json).hasSize(what.body.bytes());
        assertThat(fields.model()).isEqualTo("auto");
        assertThat(fields.stream()).isEqualTo(what.streams());
        // the mock looks for its orders in the first KiB
        assertThat(json.indexOf("\"stream\"")).isLessThan(200);
    }
}
