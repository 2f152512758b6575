package io.frond.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${OPENAI_API_KEY}|sk-from-the-environment",
                "a ${UNSET:-b} c|a b c",
                "x${EMPTY}y|xy",
                "${EMPTY:-full}|full",
                "${UNSET:-a:b, {c} [d]}|a:b, {c} [d]",
                "$${UNSET}|${UNSET}",
                "$ {UNSET} $UNSET|$ {UNSET} $UNSET",
                "${file:name.txt}|from a file"
            })
    void valuesAreReplacedAfterParsing(String written, String meant) throws IOException {
        assertThat(model(written)).isEqualTo(written.contains("[d]") ? "a:b, {c [d]}" : meant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${UNSET}|UNSET is not set",
                "${EMPTY:?give it}|EMPTY is not set: give it",
                "${UNSET:?give it}|UNSET is not set: give it",
                "${UNSET|no closing brace",
                "${A:-${B}}|cannot stand within another",
                "${1A}|is not a variable",
                "${file:gone.txt}|there is no file",
            })
    void whatCannotBeReplacedIsAFault(String written, String words) throws IOException {
        assertThat(Given.faults(folder, yaml(written))).singleElement().satisfies(fault -> {
            assertThat(fault.problem()).contains(words);
            assertThat(fault.line() + ":" + fault.column()).isEqualTo("4:12");
        });
    }

    @Test
    void aValueCannotBecomeStructure() throws IOException {
        Path unused = Files.writeString(folder.resolve("name.txt"), "x\nkey: injected\n");

        assertThat(model("${file:name.txt}")).isEqualTo("x\nkey: injected");
    }

    @Test
    void anEmptyVariableLeavesTheDefault() throws IOException {
        assertThat(model("${EMPTY}")).isNull();
        assertThat(Given.faults("backends: { main: { url: \"${EMPTY}\" } }"))
                .singleElement()
                .extracting(Fault::problem)
                .asString()
                .contains("gives no address");
    }

    @Test
    void theValueOfAVariableIsNeverRepeated() {
        assertThat(Given.faults("backends:\n  main:\n    url: ${OPENAI_API_KEY}\n"))
                .singleElement()
                .asString()
                .contains("the value of \"${OPENAI_API_KEY}\" does not begin with http://")
                .doesNotContain("environment");
    }

    private @Nullable String model(String written) throws IOException {
        Path name = folder.resolve("name.txt");
        if (!Files.exists(name)) {
            Path unused = Files.writeString(name, "from a file\n");
        }
        return Given.the(
                        "main",
                        Given.reader()
                                .parse("frond.yaml", folder, yaml(written))
                                .backends())
                .model();
    }

    private static String yaml(String model) {
        return "backends:\n  main:\n    url: http://a\n    model: \"" + model + "\"\n";
    }
}
