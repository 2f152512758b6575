package io.frond.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TokensTest {

    @Test
    void aTokenIsARunOfLettersARunOfDigitsOrOneOtherCharacter() {
        assertThat(Tokens.split("Within 30 days, don't.\n"))
                .containsExactly("Within", " 30", " days", ",", " don", "'", "t", ".\n");
        assertThat(Tokens.count("Within 30 days, don't.\n")).isEqualTo(8);
    }

    @Test
    void whiteSpaceAloneIsNoToken() {
        assertThat(Tokens.split(" \n\t")).isEmpty();
        assertThat(Tokens.count("")).isZero();
    }

    @Test
    void joinedAgainItIsTheSameText() {
        var seeded = new Random(7);
        int[] letters = "ab1 \n,\u00e9\ud83d\ude00\u4e2d".codePoints().toArray();
        for (int round = 0; round < 200; round++) {
            var text = new StringBuilder("x");
            for (int i = 0; i < 60; i++) {
                text.appendCodePoint(letters[seeded.nextInt(letters.length)]);
            }
            assertThat(String.join("", Tokens.split(text.toString()))).isEqualTo(text.toString());
        }
    }
}
