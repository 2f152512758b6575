package io.frond.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AskedTest {

    @Test
    void aQuestionThatNothingAnswersIsBestServedByNothing() {
        var asked = new Asked("What is the weather?", Set.of());
        assertThat(asked.worth(List.of())).isEqualTo(1);
        assertThat(asked.served(List.of())).isTrue();
        assertThat(asked.worth(List.of("a.md"))).isZero();
        assertThat(asked.served(List.of("a.md"))).isFalse();
    }

    @Test
    void anotherIsServedByOneOfItsDocuments() {
        var asked = new Asked("Is it A?", Set.of("a.md"));
        assertThat(asked.worth(List.of("a.md", "b.md"))).isEqualTo(1);
        assertThat(asked.worth(List.of("b.md", "a.md"))).isBetween(0.6, 0.7);
        assertThat(asked.served(List.of("b.md", "a.md"))).isTrue();
        assertThat(asked.served(List.of("b.md"))).isFalse();
        assertThat(asked.served(List.of())).isFalse();
    }
}
