package io.frond.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionFileTest {
    private static final Set<String> KNOWN = Set.of("a.md", "b.md");

    @TempDir
    private Path folder;

    @Test
    void eachLineIsAQuestionWithItsDocuments() throws Exception {
        var read = read("""
                {"question": " Is it A? ", "documents": ["a.md", "b.md"]}

                {"question": "What is the weather?", "documents": [], "note": "nothing fits"}
                """);
        assertThat(read)
                .containsExactly(
                        new Asked("Is it A?", Set.of("a.md", "b.md")), new Asked("What is the weather?", Set.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "[1]",
                "{\"question\": \"Is it?\"}",
                "{\"question\": \"\", \"documents\": [\"a.md\"]}",
                "{\"question\": 4, \"documents\": [\"a.md\"]}",
                "{\"question\": \"Is it?\", \"documents\": \"a.md\"}"
            })
    void aLineThatIsNoneIsToldWithItsPlaceAndTheForm(String line) {
        assertThatThrownBy(() -> read("{\"question\": \"Is it?\", \"documents\": [\"a.md\"]}\n" + line))
                .isInstanceOf(QuestionFile.Wrong.class)
                .hasMessageContaining("questions.jsonl:2: ")
                .hasMessageContaining("{\"question\": \"...\", \"documents\": [");
    }

    @Test
    void aDocumentThatIsNotThereIsToldBesideOneThatIs() {
        assertThatThrownBy(() -> read("{\"question\": \"Is it?\", \"documents\": [\"c.md\"]}"))
                .hasMessageContaining("questions.jsonl:1: there is no document c.md")
                .hasMessageContaining("such as a.md");
    }

    @Test
    void anEmptyFileAndNoneAreTold() {
        assertThatThrownBy(() -> read("\n")).hasMessageContaining("there is no question in it");
        assertThatThrownBy(() -> QuestionFile.read(folder.resolve("none"), KNOWN))
                .hasMessageContaining("there is no such file");
    }

    private List<Asked> read(String text) throws IOException, QuestionFile.Wrong {
        return QuestionFile.read(Files.writeString(folder.resolve("questions.jsonl"), text), KNOWN);
    }
}
