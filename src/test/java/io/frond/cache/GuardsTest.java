package io.frond.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardsTest {

    /** Negation, swapped entities, other numbers, other dates, other languages, orders put behind. */
    @Test
    void ofFiveHundredHostilePairsNoneIsTakenForTheSame() throws IOException {
        var pairs = pairs();

        assertThat(pairs).hasSize(500);
        assertThat(pairs.stream().filter(pair -> CachedPairs.against(pair[1], pair[2]) == null))
                .isEmpty();
        assertThat(pairs.stream().filter(pair -> CachedPairs.against(pair[2], pair[1]) == null))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "How do I reset my PIN?|I want to reset my pin",
                "Where is my card?|My card has not arrived yet, where is it?",
                "Can I return shoes after 30 days?|After 30 days, may I still return shoes?",
                "What does the Eiffel Tower weigh?|How heavy is the eiffel tower?",
                "The rate isn't right on my payment|My payment had the wrong exchange rate",
                "Do you ship to France?|Is shipping to France possible?",
                "I lost my card, can you help?|Please help, I have lost my card"
            })
    void otherWordsOfTheSameQuestionPass(String one, String other) {
        assertThat(CachedPairs.against(one, other)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What does the flag --dry-run of deploy.sh do?|What does the flag --dry-run of build.sh do?|code",
                "Who wrote \"Faust\"?|Who wrote \"Emma\"?|quotation",
                "Who built the Eiffel Tower?|When was the Eiffel Tower built?|kind",
                "What is the capital of Austria?|What is the capital of Australia?|name",
                "Is it 5 kg?|Is it 5 lb?|unit"
            })
    void whatHoldsThemApartIsNamed(String one, String other, String why) {
        assertThat(CachedPairs.against(one, other)).isEqualTo(why);
    }

    private static List<String[]> pairs() throws IOException {
        try (var file = Objects.requireNonNull(GuardsTest.class.getResourceAsStream("hostile-pairs.tsv"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .toList();
        }
    }
}
