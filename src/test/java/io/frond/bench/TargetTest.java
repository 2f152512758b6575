package io.frond.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.ConfigFile;
import io.frond.config.Names;
import io.frond.model.Credential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is started here, and nothing is timed. */
class TargetTest {
    private static final Path BENCH = Path.of("src/test/bench");
    private static final Names SHIPPED = new Names(
            List.of("openai"),
            List.of("p2c", "least-loaded", "weighted", "round-robin", "prefix"),
            List.of("lucene", "pgvector", "opensearch"));

    @TempDir
    private Path work;

    private Site site() {
        return new Site(Path.of("").toAbsolutePath(), work, Path.of("java"), 1_000, List.of(0), List.of(1, 2));
    }

    @Test
    void whatFrondIsMeasuredWithIsAValidConfigurationThatTheKeyOpens() throws IOException {
        var frond = named("frond");
        site().writeConfig(frond, 1_001);
        var config = new ConfigFile(SHIPPED, name -> null)
                .parse("frond.yaml", work, Files.readString(work.resolve("frond.yaml")));

        var key = frond.headers().get(0).replace("Authorization: Bearer ", "");
        assertThat(config.tenants().get("bench").keys())
                .anyMatch(known -> known.digest().equals(Credential.of(key).digest()));
        assertThat(config.cache().enabled()).isFalse();
        assertThat(config.routes().values())
                .filteredOn(route -> route.examples().size() > 2)
                .hasSize(2);
    }

    @Test
    void everyPlaceholderIsFilled() throws IOException {
        for (Target target : Target.all()) {
            site().writeConfig(target, 1_001);
            var filled = target.config().isEmpty() ? "" : Files.readString(work.resolve(target.config()));

            assertThat(filled).as(target.name()).doesNotContain("@");
            assertThat(site().fill(target.command(), 1_001)).noneMatch(word -> word.matches(".*@[A-Z_]+@.*"));
        }
    }

    @Test
    void aTargetThatIsNotInstalledIsNoticed() {
        var absent = new Target(
                "x", "", "no-such-program", "", List.of(), List.of(), List.of("no-such-program"), "(.)", false);

        assertThat(site().has(absent)).isFalse();
        assertThat(site().version(absent)).isEqualTo("?");
        assertThat(site().has(named("frond"))).isTrue();
        assertThat(site().has(named("portkey"))).isFalse();
    }

    @Test
    void theScriptsHelpNamesEveryCaseAndEveryTarget() throws IOException {
        var script = Files.readString(Path.of("scripts/bench"));

        assertThat(script).contains(Target.all().stream().map(Target::name).toList());
        assertThat(script).contains(Case.all().stream().map(Case::toString).toList());
    }

    @Test
    void theRunnerKnowsTheJdkOnly() throws IOException {
        try (var files = Files.list(Path.of("src/test/java/io/frond/bench"))) {
            var imports = files.filter(file -> file.toString().matches(".*(?<!Test)\\.java"))
                    .flatMap(TargetTest::lines)
                    .filter(line -> line.startsWith("import "))
                    .toList();
            assertThat(imports).hasSizeGreaterThan(50).allMatch(line -> line.matches("import (static )?java\\..*"));
        }
    }

    @Test
    void theToolsAndThePeersAreThere() {
        assertThat(List.of("load.c", "mock.c", "peers/nginx.conf", "peers/haproxy.cfg", "peers/frond.yaml"))
                .allSatisfy(file -> assertThat(BENCH.resolve(file)).isRegularFile());
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Target named(String name) {
        return Target.all().stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
