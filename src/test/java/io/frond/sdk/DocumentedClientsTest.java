package io.frond.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.RunningDemo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JavaScript on the pages about clients runs as it stands there, against the demo. */
class DocumentedClientsTest {
    private static final Path PAGES = Path.of("src/main/docs/clients");
    private static final Pattern SCRIPT = Pattern.compile("(?ms)^```js\\n(.*?)^```");

    @TempDir
    private static Path folder;

    private static RunningDemo demo;

    @BeforeAll
    static void start() {
        demo = RunningDemo.in(folder);
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    static List<Path> pages() throws IOException {
        try (var pages = Files.list(PAGES)) {
            return pages.filter(page -> !script(page).isEmpty()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void whatThePageSaysRuns(Path page) throws Exception {
        NodeClient.needed("openai");
        assertThat(run(script(page))).isNotBlank();
    }

    @Test
    void thereArePages() throws IOException {
        assertThat(pages()).hasSizeGreaterThanOrEqualTo(3);
    }

    private static String script(Path page) {
        try {
            return SCRIPT.matcher(Files.readString(page))
                    .results()
                    .map(block -> block.group(1))
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String run(String script) throws IOException, InterruptedException {
        var pointed = script.replace("http://127.0.0.1:8080", demo.address().toString());
        var output = Files.createTempFile("page", ".out");
        var errors = Files.createTempFile("page", ".err");
        var node = new ProcessBuilder("node", "--input-type=module", "--eval", pointed)
                .directory(NodeClient.FOLDER.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(node.waitFor(60, TimeUnit.SECONDS)).as("node ended").isTrue();
            assertThat(node.exitValue()).as(Files.readString(errors)).isZero();
            return Files.readString(output);
        } finally {
            node.destroyForcibly();
            Files.delete(output);
            Files.delete(errors);
        }
    }
}
