package io.frond.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentencesTest {

    @Test
    void wrappedLinesOfOneSentenceBelongTogether() {
        assertThat(Sentences.of("One sentence over\ntwo lines. And another.\n"))
                .containsExactly("One sentence over two lines.", "And another.");
    }

    @Test
    void listItemsAreSentencesOfTheirOwnWithoutTheirMarks() {
        assertThat(Sentences.of("Rules:\n- first rule\n- second rule\n1. third rule"))
                .containsExactly("Rules:", "first rule", "second rule", "third rule");
    }

    @Test
    void headingsHeadsOfTablesAndRulesAreLeftOut() {
        assertThat(Sentences.of("# Title\nText.\n---\n| A | B |\n|---|---|\n| a | b |"))
                .containsExactly("Text.", "| a | b |");
    }

    @Test
    void aRowOfATableAndALineOfCodeAreSentences() {
        assertThat(Sentences.of("| a | b. C |\n| d | e |\nText.\n```sh\n# no heading\nfrond demo. Now\n```\nMore."))
                .containsExactly("| a | b. C |", "| d | e |", "Text.", "# no heading", "frond demo. Now", "More.");
    }

    @Test
    void aFullStopWithinAWordEndsNoSentence() {
        assertThat(Sentences.of("Run `./scripts/frond demo` now.")).containsExactly("Run `./scripts/frond demo` now.");
    }

    @Test
    void aDecimalPointEndsNoSentence() {
        assertThat(Sentences.of("It costs 3.90 euros. Really.")).containsExactly("It costs 3.90 euros.", "Really.");
    }
}
