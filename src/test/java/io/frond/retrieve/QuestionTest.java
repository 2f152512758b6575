package io.frond.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Message;
import io.frond.model.Span;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class QuestionTest {

    @Test
    void theLastUserMessageIsTheQuestion() {
        assertThat(of("user: first question asked here", "assistant: yes", "user: what about the second one?"))
                .isEqualTo("what about the second one?");
    }

    @Test
    void aFewWordsLeanOnTheUserMessageBefore() {
        assertThat(of("user: How long may I return laptops?", "assistant: 14 days", "user: and shoes?"))
                .isEqualTo("How long may I return laptops?\nand shoes?");
    }

    @Test
    void aFirstQuestionStandsAloneHoweverShort() {
        assertThat(of("system: be kind", "user: returns?")).isEqualTo("returns?");
    }

    @Test
    void withoutTextThereIsNoQuestion() {
        assertThat(of()).isEmpty();
        assertThat(of("system: x")).isEmpty();
        assertThat(of("user: a real question was here", "user:  ")).isEmpty();
    }

    @Test
    void ofALongMessageBothEndsCount() {
        var question = of("user: begin " + "x".repeat(100_000) + " end?");
        assertThat(question).startsWith("begin").endsWith("end?").hasSizeLessThan(2_100);
    }

    @Test
    void aMessageOfMegabytesTakesNoTime() {
        var one = new Message("user", "x".repeat(20_000_000), new Span(0, 0));
        var huge = List.of(one, one);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(1), () -> {
            for (int i = 0; i < 100; i++) {
                assertThat(Question.of(huge)).hasSize(2_001);
            }
        });
    }

    private static String of(String... messages) {
        return Question.of(Arrays.stream(messages)
                .map(m -> m.split(": ", 2))
                .map(m -> new Message(m[0], m[1], new Span(0, 0)))
                .toList());
    }
}
