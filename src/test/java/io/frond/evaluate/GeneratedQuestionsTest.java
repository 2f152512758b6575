package io.frond.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.retrieve.Chunk;
import io.frond.retrieve.Facts;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GeneratedQuestionsTest {

    @Test
    void aHeadingAndSomeWordsOfTheFirstSentenceAreAsked() {
        var chunk = chunk("returns.md", "Returns > Shoes", "Shoes may be returned within 30 days of delivery. Rest.");
        assertThat(GeneratedQuestions.of(List.of(chunk), 1))
                .containsExactlyInAnyOrder(
                        new Asked("Returns Shoes", Set.of("returns.md")),
                        new Asked("Shoes be within days delivery", Set.of("returns.md")));
    }

    @Test
    void whatStandsInManyDocumentsIsNotAsked() {
        var chunks = IntStream.range(0, 4)
                .mapToObj(i -> chunk(i + ".md", i < 2 ? "Shared by two" : "", "Introduction."))
                .toList();
        assertThat(GeneratedQuestions.of(chunks, 1))
                .containsExactly(new Asked("Shared by two", Set.of("0.md", "1.md")));
        var many = IntStream.range(0, 4)
                .mapToObj(i -> chunk(i + ".md", "Introduction", "Few words."))
                .toList();
        assertThat(GeneratedQuestions.of(many, 1)).isEmpty();
    }

    @Test
    void ofManyTheSameFewAreAskedForTheSameSeed() {
        var chunks = IntStream.range(0, 1_000)
                .mapToObj(i -> chunk(i + ".md", "Heading " + i, ""))
                .toList();
        var asked = GeneratedQuestions.of(chunks, 1);
        assertThat(asked).hasSize(300).isEqualTo(GeneratedQuestions.of(chunks, 1));
        assertThat(asked).isNotEqualTo(GeneratedQuestions.of(chunks, 2));
    }

    private static Chunk chunk(String document, String heading, String text) {
        return new Chunk(document, Facts.of("1", Instant.EPOCH), 0, heading, text);
    }
}
