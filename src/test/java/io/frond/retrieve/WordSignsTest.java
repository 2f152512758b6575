package io.frond.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.embed.Word;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordSignsTest {
    private static final int DIMENSIONS = 96;

    @Test
    void aWordIsNotApartFromItself() {
        var word = WordSigns.of(List.of(word("refund")));
        assertThat(distance(word, WordSigns.of(List.of(word("flight"), word("refund")))))
                .isZero();
    }

    @Test
    void strangersAreApartInAboutHalfOfAllDimensions() {
        var word = WordSigns.of(List.of(word("refund")));
        assertThat(distance(word, WordSigns.of(List.of(word("flight"))))).isBetween(DIMENSIONS / 4, DIMENSIONS * 3 / 4);
    }

    @Test
    void theNearestWordCounts() {
        var refund = word("refund");
        var close = new Word("repay", turned(refund.vector(), 5));
        var far = new Word("cancel", turned(refund.vector(), 30));
        assertThat(distance(WordSigns.of(List.of(refund)), WordSigns.of(List.of(far, close, far))))
                .isEqualTo(5);
    }

    @Test
    void aPlaceWithinLargerBytesIsRead() {
        var text = WordSigns.of(List.of(word("flight"), word("refund")));
        int size = WordSigns.size(DIMENSIONS);
        var word = WordSigns.of(List.of(word("refund")));
        assertThat(WordSigns.distance(word, text, size, size)).isZero();
        assertThat(WordSigns.distance(word, text, 0, size)).isPositive();
    }

    @Test
    void wordsThatTellNothingAndMarksAreLeftOut() {
        assertThat(WordSigns.of(List.of(word("how"), word("?"), word("the")))).isEmpty();
        assertThat(WordSigns.of(List.of(word("the"), word("refund")))).hasSize(WordSigns.size(DIMENSIONS));
    }

    private static int distance(byte[] word, byte[] text) {
        return WordSigns.distance(word, text, 0, text.length);
    }

    private static Word word(String text) {
        var random = new Random(text.hashCode());
        var vector = new float[DIMENSIONS];
        for (int d = 0; d < DIMENSIONS; d++) {
            vector[d] = (float) random.nextGaussian();
        }
        return new Word(text, vector);
    }

    private static float[] turned(float[] vector, int dimensions) {
        var other = vector.clone();
        for (int d = 0; d < dimensions; d++) {
            other[d] = -other[d];
        }
        return other;
    }
}
