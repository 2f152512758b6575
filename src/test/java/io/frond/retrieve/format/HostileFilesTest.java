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
            assertThat(Long.parseLong(outcome[1])).as(name).isLessThan(10_000);
            assertThat(outcome[2].startsWith("Text["))
                    .as(name + ": " + outcome[2])
                    .isEqualTo(HARMLESS.contains(name));
        });
        assertThat(outcomes.get("bomb.docx")[2]).contains("bombs");
        assertThat(outcomes.get("aside.docx")[2]).contains("bombs");
        assertThat(outcomes.get("xxe.docx")[2]).contains("entities");
        assertThat(outcomes.get("laughs.docx")[2]).contains("entities");
        assertThat(outcomes.get("deep.docx")[2]).contains("nested");
        assertThat(outcomes.get("bomb.pdf")[2]).contains("bombs");
        assertThat(outcomes.get("twice.pdf")[2]).contains("bombs");
        assertThat(outcomes.get("objects.pdf")[2]).contains("bombs");
        assertThat(outcomes.get("forms.pdf")[2]).contains("longer than 1 s");
        assertThat(outcomes.get("rows.csv")[2]).contains("parts");
        assertThat(Path.of("/tmp/frond-was-here")).doesNotExist();
    }

    private static Map<String, String[]> outcomes(String said) {
        var outcomes = new LinkedHashMap<String, String[]>();
        said.lines()
                .map(line -> line.split("\t"))
                .filter(parts -> parts.length == 3)
                .forEach(parts -> outcomes.put(parts[0], parts));
        return outcomes;
    }
}
