package io.frond.retrieve;

import static io.frond.retrieve.Pools.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for every index. */
@ExtendWith(VertxExtension.class)
abstract class EveryIndex {
    private static final Instant MODIFIED = Instant.parse("2026-11-03T10:15:30.123Z");
    private Index index;

    abstract Index open(Vertx vertx);

    @BeforeEach
    void begin(Vertx vertx) {
        index = open(vertx);
    }

    @AfterEach
    void close() throws Exception {
        get(index.close());
    }

    @Test
    void whatWasPutIsFoundWholeAfterARefresh() throws Exception {
        var chunk =
                new Chunk("a/returns.md", "v1", MODIFIED, 3, "Returns > Electronics", "Laptops go back in 14 days.");
        get(index.put("a/returns.md", List.of(chunk), List.of()));
        get(index.refresh());

        var hits = words("laptops");
        assertThat(hits).hasSize(1);
        assertThat(hits.getFirst().chunk()).isEqualTo(chunk);
        assertThat(hits.getFirst().score()).isGreaterThan(0).isLessThanOrEqualTo(1);
    }

    @Test
    void aChunkIsFoundByItsHeadingAlone() throws Exception {
        put("a", "Travel > Hotels", "Up to 180 a night.");
        put("b", "Returns", "Thirty days for everything.");
        assertThat(documents(words("hotel prices"))).containsExactly("a");
    }

    @Test
    void inflectedWordsAreFound() throws Exception {
        put("a", "Rules", "Items may be returned by customers.");
        assertThat(documents(words("How does a customer return an item?"))).containsExactly("a");
    }

    @Test
    void puttingADocumentAgainReplacesAllItsChunks() throws Exception {
        put("a", "H", "alpha one", "alpha two");
        put("a", "H", "beta");
        assertThat(words("alpha")).isEmpty();
        assertThat(documents(words("beta"))).containsExactly("a");
    }

    @Test
    void aDocumentWithoutChunksIsFoundNoMore() throws Exception {
        put("a", "H", "alpha");
        get(index.put("a", List.of(), List.of()));
        get(index.refresh());
        assertThat(words("alpha")).isEmpty();
    }

    @Test
    void aDeletedDocumentIsFoundNoMoreByWordsOrByVector() throws Exception {
        putWithVectors("a", "alpha beta");
        putWithVectors("b", "alpha gamma");
        get(index.delete("a"));
        get(index.refresh());
        assertThat(documents(hybrid("alpha beta", 0.5))).containsExactly("b");
        assertThat(documents(hybrid("alpha beta", 1))).containsExactly("b");
    }

    @Test
    void deletingWhatIsNotThereDoesNothing() throws Exception {
        put("a", "H", "alpha");
        get(index.delete("b"));
        get(index.refresh());
        assertThat(words("alpha")).hasSize(1);
    }

    @Test
    void vectorsFindWhatSharesNoTermWithTheQuestion() throws Exception {
        var near = FakeEmbedder.vector("question");
        get(index.put("near", List.of(chunk("near", 0, "H", "entirely other words")), List.of(near)));
        get(index.put("far", List.of(chunk("far", 0, "H", "more other words")), List.of(FakeEmbedder.vector("zebra"))));
        get(index.refresh());
        var hits = get(index.search("question", near, 0.5, 5));
        assertThat(hits.getFirst().chunk().document()).isEqualTo("near");
    }

    @Test
    void chunksWithoutVectorsAreFoundBesideThoseThatHaveThem() throws Exception {
        putWithVectors("embedded", "apples grow on trees");
        put("fresh", "H", "pears grow on trees");
        var hits = hybrid("do pears grow on trees", 0.5);
        assertThat(documents(hits)).containsExactly("fresh", "embedded");
    }

    @Test
    void scoresFallAndStayWithinZeroAndOne() throws Exception {
        for (int i = 0; i < 30; i++) {
            putWithVectors("d" + i, "alpha " + "beta ".repeat(i % 5) + "word" + i);
        }
        var scores = hybrid("alpha beta", 0.5).stream().map(Hit::score).toList();
        assertThat(scores).hasSize(5).allMatch(s -> s >= 0 && s <= 1);
        assertThat(scores).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void aQuestionOnSomethingElseScoresLowEvenForItsBestHit() throws Exception {
        put("a", "Returns", "Goods may be returned within thirty days of the capital purchase.");
        put("b", "Travel", "Flights are booked by the travel desk.");
        double off = words("What is the capital of Mongolia and its population?")
                .getFirst()
                .score();
        double on =
                words("Within how many days may goods be returned?").getFirst().score();
        assertThat(on).isGreaterThan(0.8);
        assertThat(off).isLessThan(0.6).isLessThan(on / 1.5);
    }

    @Test
    void aQuestionWithoutAnyTermFindsNothingByWords() throws Exception {
        put("a", "H", "alpha");
        assertThat(words("")).isEmpty();
        assertThat(words("how is it?")).isEmpty();
        assertThat(words("( \" ) AND *:* ~~ [")).isEmpty();
    }

    @Test
    void anEmptyIndexFindsNothing() throws Exception {
        assertThat(hybrid("alpha", 0.5)).isEmpty();
    }

    @Test
    void aVeryLongQuestionIsSearchedFor() throws Exception {
        put("a", "H", "needle");
        var question = new StringBuilder("needle ");
        for (int i = 0; i < 5_000; i++) {
            question.append("word").append(i).append(' ');
        }
        assertThat(documents(words(question.toString()))).containsExactly("a");
    }

    @Test
    void aVectorForEachChunkOrNone() {
        var chunks = List.of(chunk("a", 0, "H", "one"), chunk("a", 1, "H", "two"));
        assertThatThrownBy(() -> index.put("a", chunks, List.of(FakeEmbedder.vector("one"))))
                .hasMessageContaining("1 vectors for 2 chunks");
    }

    private void put(String document, String heading, String... texts) throws Exception {
        var chunks = new ArrayList<Chunk>();
        for (String text : texts) {
            chunks.add(chunk(document, chunks.size(), heading, text));
        }
        get(index.put(document, chunks, List.of()));
        get(index.refresh());
    }

    private void putWithVectors(String document, String text) throws Exception {
        get(index.put(document, List.of(chunk(document, 0, "H", text)), List.of(FakeEmbedder.vector(text))));
        get(index.refresh());
    }

    private static Chunk chunk(String document, int ordinal, String heading, String text) {
        return new Chunk(document, "v1", MODIFIED, ordinal, heading, text);
    }

    private List<Hit> words(String question) throws Exception {
        return search(question, null, 0.5);
    }

    private List<Hit> hybrid(String question, double dense) throws Exception {
        return search(question, FakeEmbedder.vector(question), dense);
    }

    private List<Hit> search(String question, float @Nullable [] vector, double dense) throws Exception {
        return get(index.search(question, vector, dense, 5));
    }

    private static List<String> documents(List<Hit> hits) {
        return hits.stream().map(hit -> hit.chunk().document()).toList();
    }
}
