package io.frond.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected numbers are those of the reference tokenizer of bert-base-uncased. */
class WordPieceTest {
    private static Vocabulary vocabulary;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream json = WordPieceTest.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json")) {
            vocabulary = Vocabulary.read(Objects.requireNonNull(json));
        }
    }

    @Test
    void theWholeVocabularyIsRead() {
        assertThat(vocabulary.size()).isEqualTo(30522);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "hello world | 101 7592 2088 102",
                "Hello, my dog is cute | 101 7592 1010 2026 3899 2003 10140 102",
                "I've been waiting for a HuggingFace course my whole life."
                        + " | 101 1045 1005 2310 2042 3403 2005 1037 17662 12172 2607 2026 2878 2166 1012 102",
                "I hate this so much! | 101 1045 5223 2023 2061 2172 999 102",
                "unaffable | 101 14477 20961 3468 102",
            })
    void textsBecomeTheNumbersOfTheReference(String text, String expected) {
        assertThat(numbers(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Héllò hôw are ü?, hello how are u?",
        "CAFÉ, cafe",
        "İstanbul, istanbul",
        "a\u0000b\u200bc\uFFFD, abc",
        "one\u00a0two\tthree\u3000four, one two three four",
        "东京, 东 京",
        "tokyo東京tower, tokyo 東 京 tower",
        "e-mail@x.org, e - mail @ x . org",
        "«ja»…ok, « ja » … ok",
        "$5+3=8^2`~|, $ 5 + 3 = 8 ^ 2 ` ~ |",
    })
    void spellingsThatMeanTheSameGiveTheSameTokens(String written, String plain) {
        assertThat(numbers(written)).isEqualTo(numbers(plain));
    }

    @Test
    void aWordWithOneUnknownPieceIsUnknownAsAWhole() {
        assertThat(numbers("hello 🙂x world")).isEqualTo("101 7592 100 2088 102");
    }

    @Test
    void marksWithinATextAreText() {
        assertThat(tokens("[SEP] [CLS]"))
                .doesNotContain(0)
                .containsOnlyOnce(101)
                .containsOnlyOnce(102);
    }

    @Test
    void aWordOfMoreThanAHundredCharactersIsUnknown() {
        assertThat(numbers("a".repeat(101))).isEqualTo("101 100 102");
        assertThat(tokens("a".repeat(100))).doesNotContain(100);
    }

    @Test
    void longTextsAreCutToTheLimitMarksIncluded() {
        var tokens = tokens("hello ".repeat(100_000));

        assertThat(tokens).hasSize(256).startsWith(101).endsWith(102);
    }

    @Test
    void theCutMayFallWithinAWord() {
        var three = new WordPiece(vocabulary, 4);

        assertThat(three.tokens("unaffable")).containsExactly(101, 14477, 20961, 102);
    }

    @Test
    void everyPieceKnowsItsWord() {
        var cut = new WordPiece(vocabulary, 256).cut("An unaffable hello");

        assertThat(cut.words()).containsExactly("an", "unaffable", "hello");
        assertThat(cut.owners())
                .hasSameSizeAs(cut.tokens())
                .startsWith(-1, 0, 1, 1)
                .endsWith(2, -1);
    }

    @Test
    void nothingIsTwoMarks() {
        assertThat(numbers("")).isEqualTo("101 102");
        assertThat(numbers(" \t\n ")).isEqualTo("101 102");
    }

    @Test
    void aVocabularyWithoutMarksIsRefused() {
        var bare = Vocabulary.of(Map.of("[CLS]", 1));

        assertThatThrownBy(() -> new WordPiece(bare, 8)).hasMessageContaining("[SEP]");
    }

    @Test
    void aFileWithoutAVocabularyIsRefused() {
        var json = "{\"a\":[{\"model\":1}],\"model\":{\"type\":\"WordPiece\"}}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Vocabulary.read(new ByteArrayInputStream(json)))
                .hasMessageContaining("vocab");
    }

    private static String numbers(String text) {
        var joined = new StringBuilder();
        for (long token : tokens(text)) {
            joined.append(joined.isEmpty() ? "" : " ").append(token);
        }
        return joined.toString();
    }

    private static long[] tokens(String text) {
        return new WordPiece(vocabulary, 256).tokens(text);
    }
}
