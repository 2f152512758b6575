package io.frond.retrieve.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileFilesTest {
    private static final List<String> HARMLESS = List.of("deep.html", "css.html", "quote.csv", "table.md", "line.txt");

    @TempDir
    Path folder;

    /** All of the process has 256 MB, so each file takes less. */
    @Test
    void hostileFilesAreReadInLittleMemoryAndLittleTime() throws Exception {
        var told = folder.resolve("told");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-Xmx256m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileFiles.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();
        try {
            assertThat(process.waitFor(150, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        var said = Files.readString(told, UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        var outcomes = outcomes(said);
        assertThat(outcomes).hasSize(21).allSatisfy((name, outcome) -> {
            assertThat(Long.parseLong(outcome.get(1))).as(name).isLessThan(10_000);
            assertThat(outcome.get(2).startsWith("Text["))
                    .as(name + ": " + outcome.get(2))
                    .isEqualTo(HARMLESS.contains(name));
        });
        assertThat(outcomes.get("bomb.docx")).last().asString().contains("bombs");
        assertThat(outcomes.get("aside.docx")).last().asString().contains("bombs");
        assertThat(outcomes.get("xxe.docx")).last().asString().contains("entities");
        assertThat(outcomes.get("laughs.docx")).last().asString().contains("entities");
        assertThat(outcomes.get("deep.docx")).last().asString().contains("nested");
        assertThat(outcomes.get("bomb.pdf")).last().asString().contains("bombs");
        assertThat(outcomes.get("twice.pdf")).last().asString().containsAnyOf("bombs", "no text");
        assertThat(outcomes.get("objects.pdf")).last().asString().containsAnyOf("bombs", "no text");
        assertThat(outcomes.get("forms.pdf")).last().asString().contains("longer than 1 s");
        assertThat(outcomes.get("rows.csv")).last().asString().contains("parts");
        assertThat(Path.of("/tmp/frond-was-here")).doesNotExist();
    }

    private static Map<String, List<String>> outcomes(String said) {
        var outcomes = new LinkedHashMap<String, List<String>>();
        said.lines()
                .map(line -> List.of(line.split("\t")))
                .filter(parts -> parts.size() == 3)
                .forEach(parts -> outcomes.put(parts.getFirst(), parts));
        return outcomes;
    }
}
