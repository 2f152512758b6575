package io.frond.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.frond.model.Workers;
import io.frond.testing.Inline;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MiniLmTest extends EveryEmbedder {
    private static MiniLm model;

    @BeforeAll
    static void open() {
        model = MiniLm.open(Inline.WORKERS).result();
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Override
    Embedder embedder() {
        return model.on(Inline.WORKERS);
    }

    @Override
    Embedder embedder(Workers workers) {
        return model.on(workers);
    }

    @Test
    void aParaphraseIsNearAndAnotherSubjectIsFar() throws Exception {
        var vectors = vectors(List.of(
                "How do I reset my password?",
                "What is the way to reset my password?",
                "The recipe needs two cups of flour."));

        assertThat(dot(vectors.get(0), vectors.get(1))).isGreaterThan(0.85);
        assertThat(dot(vectors.get(0), vectors.get(2))).isCloseTo(0, within(0.15));
    }

    @Test
    void tokensBeyondTheLimitDoNotCount() throws Exception {
        String start = "return policy ".repeat(127);
        var vectors = vectors(List.of(start + "for electronics", start + "a wholly different end of the text"));

        assertThat(vectors.get(0)).isEqualTo(vectors.get(1));
    }

    @Test
    void aWordMeansWhatItsNeighboursMakeOfIt() throws Exception {
        var read = get(embedder()
                .read(List.of("The bank lends money.", "Credit from a bank.", "They sat on the river bank.")));

        assertThat(dot(word(read.get(0), "bank"), word(read.get(1), "bank")))
                .isGreaterThan(dot(word(read.get(0), "bank"), word(read.get(2), "bank")));
        assertThat(read.getFirst().words())
                .extracting(Word::text)
                .containsExactly("the", "bank", "lends", "money", ".");
        assertThat(read.getFirst().vector())
                .isEqualTo(vectors(List.of("The bank lends money.")).getFirst());
    }

    @Test
    void wordsBeyondTheLimitAreNotTold() throws Exception {
        var read = get(embedder().read(List.of("word ".repeat(4_000), "")));
        assertThat(read.get(0).words()).hasSize(254);
        assertThat(read.get(1).words()).isEmpty();
    }

    private static float[] word(Embedded read, String text) {
        return read.words().stream()
                .filter(word -> word.text().equals(text))
                .findFirst()
                .orElseThrow()
                .vector();
    }

    private static <T> T get(Future<T> done) {
        return done.result();
    }

    @Test
    void poolsShareOneModel() throws Exception {
        var one = model.on(Inline.WORKERS);
        var other = model.on(Inline.WORKERS);
        one.close();

        assertThat(other.embed(List.of("still open")).succeeded()).isTrue();
    }

    @Test
    void embeddingAfterTheEndFails() {
        var closed = MiniLm.open(Inline.WORKERS).result();
        closed.close();
        closed.close();

        assertThat(closed.on(Inline.WORKERS).embed(List.of("late")).cause()).hasMessageContaining("closed");
    }
}
