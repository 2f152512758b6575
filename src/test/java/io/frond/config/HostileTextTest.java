package io.frond.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in the file: it is read, or refused with a report; nothing else happens. */
class HostileTextTest {
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ": ",
            "- ",
            "\n",
            "\n  ",
            "\t",
            "&a ",
            "*a",
            "!x ",
            "!!int ",
            "${",
            "}",
            "\"",
            "'",
            "|\n",
            ">\n",
            "? ",
            "<<: ",
            "---\n",
            "...\n",
            "%YAML 1.2\n",
            "#",
            "~",
            "null",
            "\u0000",
            "\ud83d",
            "\uFEFF",
            "99999999999999999999s",
            "1e999",
            "-1",
            "0x",
            "off",
            "*",
            "\u2028",
            "é",
            "sha256:",
            "backends",
            "main",
            "url");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void mutatedFilesAreReadOrRefused(long seed) throws IOException {
        var random = new Random(seed);
        String example = Files.readString(Path.of("conf/frond.yaml"));
        for (int round = 0; round < 250; round++) {
            readOrRefuse(mutated(example, random));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void randomBytesAreReadOrRefused(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            readOrRefuse(new String(bytes, StandardCharsets.ISO_8859_1));
            readOrRefuse(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    @Test
    void depthIsBounded() {
        for (String opening : List.of("[", "{a: ", "a:\n", "- ", "? ")) {
            assertThatThrownBy(() -> Given.config("backends: " + opening.repeat(50_000)))
                    .isInstanceOf(InvalidConfig.class);
        }
        assertThatThrownBy(() -> Given.config("[".repeat(40))).hasMessageContaining("32 levels deep");
    }

    @Test
    void aliasesCannotMultiply() {
        var yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i <= 20; i++) {
            String one = "*a" + (i - 1);
            yaml.append("a" + i + ": &a" + i + " [" + String.join(", ", Collections.nCopies(9, one)) + "]\n");
        }

        assertThatThrownBy(() -> Given.config(yaml.toString())).hasMessageContaining("more than 100 aliases");
    }

    @Test
    void anAliasRepeatsAValue() {
        String yaml = """
                backends:
                  a: { url: &where http://a, timeout: &t { total: 3s } }
                  b: { url: *where, timeout: *t }
                """;

        assertThat(Given.the("b", Given.config(yaml).backends()).timeout())
                .isEqualTo(Given.the("a", Given.config(yaml).backends()).timeout());
    }

    @Test
    void anExpressionThatExhaustsTheStackIsRefused() {
        String yaml = "backends: { a: { url: http://a } }\nroutes: { r: { to: a, when: { match: '" + "(".repeat(900)
                + "' } } }";

        assertThat(Given.faults(yaml)).hasSize(1);
    }

    private static void readOrRefuse(String yaml) {
        try {
            Config unused = Given.config(yaml);
        } catch (InvalidConfig e) {
            assertThat(e.faults()).isNotEmpty();
            assertThat(e.report()).doesNotContain("\u0000").doesNotContain("\u001b");
        }
    }

    private static String mutated(String text, Random random) {
        var mutated = new StringBuilder(text);
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(mutated.length());
            int to = Math.min(mutated.length(), at + random.nextInt(12));
            mutated.replace(at, to, PIECES.get(random.nextInt(PIECES.size())));
        }
        return mutated.toString();
    }
}
