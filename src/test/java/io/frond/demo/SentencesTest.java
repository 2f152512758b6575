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
    void headingsFencesAndTableRulesAreLeftOut() {
        assertThat(Sentences.of("# Title\nText.\n```sh\nfrond demo\n```\n|---|---|\n"))
                .containsExactly("Text.", "frond demo");
    }

    @Test
    void aDecimalPointEndsNoSentence() {
        assertThat(Sentences.of("It costs 3.90 euros. Really.")).containsExactly("It costs 3.90 euros.", "Really.");
    }
}
