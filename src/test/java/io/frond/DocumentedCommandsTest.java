package io.frond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.frond.config.ConfigFile;
import io.frond.testing.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every configuration in the documentation is valid, and every command with curl does what its page says: the block
 * {@code text} that follows a block {@code sh} holds lines of its output, in which {@code ...} stands for anything.
 */
class DocumentedCommandsTest {
    private static final Path DOCS = Path.of("src/main/docs");
    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```");
    private static final Pattern COMMAND = Pattern.compile(
            "(?ms)^```sh\\n((?:(?!^```).)*?curl .*?)^```\\n(?:\\n(?:(?!```)[^\\n]+\\n\\n)?```text\\n(.*?)^```)?");
    private static final Map<String, String> VARIABLES = Map.of("OPENAI_API_KEY", "harmless");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** This page begins with a fresh demo; the others take it as they find it. */
    private static final Path FIRST = DOCS.resolve("start/demo.md");

    @TempDir
    private static Path folder;

    private static RunningDemo demo;

    @BeforeAll
    static void start() {
        demo = RunningDemo.in(folder.resolve("demo"));
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    static List<Path> pages() throws IOException {
        try (var files = Files.walk(DOCS)) {
            return Stream.concat(Stream.of(Path.of("README.md")), files.filter(file -> file.toString()
                            .endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }

    static List<Path> pagesWithCommands() throws IOException {
        return pages().stream()
                .filter(page -> COMMAND.matcher(read(page)).find())
                .sorted(Comparator.comparing((Path page) -> !page.equals(FIRST)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyConfigurationIsValid(Path page) throws IOException {
        for (var named : List.of("policies", "manual", "prices", "handbook")) {
            Files.createDirectories(folder.resolve(named));
        }
        var pair = Certificates.named("one");
        Files.writeString(folder.resolve("cert.pem"), pair.certificate());
        Files.writeString(folder.resolve("key.pem"), pair.key());
        var reader = new ConfigFile(Plugins.names(), VARIABLES::get);
        YAML.matcher(read(page)).results().forEach(block -> assertThatCode(
                        () -> reader.parse(page.toString(), folder, block.group(1)))
                .as(block.group(1))
                .doesNotThrowAnyException());
    }

    @ParameterizedTest
    @MethodSource("pagesWithCommands")
    void everyCurlDoesWhatItsPageSays(Path page) throws Exception {
        for (var block : COMMAND.matcher(read(page)).results().toList()) {
            var output = run(pointed(block.group(1)));
            var promised = block.group(2);
            if (promised == null) {
                assertThat(output).as(block.group(1)).contains("200 OK");
            } else {
                promised.lines().forEach(line -> assertThat(output)
                        .as(block.group(1))
                        .containsPattern(Arrays.stream(line.strip().split("\\.\\.\\.", -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining(".*"))));
            }
        }
    }

    @Test
    void mostPagesAreChecked() throws IOException {
        assertThat(pagesWithCommands()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(pages().stream().filter(page -> YAML.matcher(read(page)).find()))
                .hasSizeGreaterThan(10);
    }

    @Test
    void theTwoCommandsOfTheReadmeAreThere() {
        assertThat(read(Path.of("README.md")))
                .contains("\n./scripts/frond demo\n")
                .contains("\n./scripts/test\n");
        assertThat(Path.of("scripts/frond")).isExecutable();
        assertThat(Path.of("scripts/test")).isExecutable();
    }

    private static String pointed(String command) {
        return command.replace("http://127.0.0.1:8080", demo.address().toString())
                .replace("http://127.0.0.1:8081", demo.operators().toString())
                .replace("http://127.0.0.1:PORT/simulate", demo.simulate(1).toString())
                .replace("conf/demo/", demo.folder() + "/")
                .replace("curl ", "curl -sS -i --max-time 20 ");
    }

    private String run(String script) throws IOException, InterruptedException {
        var output = folder.resolve("output");
        var shell = new ProcessBuilder("bash", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(shell.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(script)
                .isTrue();
        return Files.readString(output);
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
