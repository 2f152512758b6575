package io.frond.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Glob;
import io.frond.model.Wishes;
import io.frond.testing.Given;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Globs, and the text that is decided on. */
class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "code-*, code-large, true",
        "code-*, code-, true",
        "code-*, Code-x, false",
        "code-*, xcode-x, false",
        "*, '', true",
        "'', '', true",
        "'', a, false",
        "gpt-?o, gpt-4o, true",
        "gpt-?o, gpt-44o, false",
        "*a*b*c, xxaxxbxxc, true",
        "*a*b*c, xxaxxbxx, false",
        "a**b, ab, true",
        "a.c, abc, false",
        "*.example.org, api.example.org, true",
    })
    void globsMatchWholeTexts(String glob, String text, boolean matches) {
        assertThat(new Glob(glob).matches(text)).isEqualTo(matches);
    }

    @Test
    void aWholeQuestionStandsAlone() {
        assertThat(said("How long may I return goods?", "Who approves travel to Paris?"))
                .isEqualTo("Who approves travel to Paris?");
    }

    @Test
    void whatMakesNoSenseAloneTakesTheMessageBeforeAlong() {
        assertThat(said("Redraft this clause", "shorter please")).isEqualTo("Redraft this clause\nshorter please");
        assertThat(said("Redraft clause one", "And what would the second one look like then?"))
                .isEqualTo("Redraft clause one\nAnd what would the second one look like then?");
        assertThat(said("Android or what?", "Andreas approves of the travel budget"))
                .isEqualTo("Andreas approves of the travel budget");
    }

    @Test
    void theFirstMessageHasNoneBeforeIt() {
        assertThat(said("and now?")).isEqualTo("and now?");
        assertThat(Conversation.text(Given.ask("auto", false, Map.of(), Wishes.NONE, List.of())))
                .isEmpty();
    }

    @Test
    void ofALongTextHeadAndTailAreRead() {
        String text = said("How long may I return this? " + "x".repeat(100_000) + " Answer in one sentence.");

        assertThat(text)
                .startsWith("How long may I")
                .endsWith("in one sentence.")
                .hasSizeLessThan(700);
    }

    private static String said(String... messages) {
        return Conversation.text(Given.ask("auto", false, Map.of(), Wishes.NONE, List.of(messages)));
    }
}
