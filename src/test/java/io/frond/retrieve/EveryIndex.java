package io.frond.retrieve;

import static io.frond.retrieve.Pools.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        var chunk = new Chunk(
                "a/returns.md", Facts.of("v1", MODIFIED), 3, "Returns > Electronics", "Laptops go back in 14 days.");
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
        var hits = get(index.search(new Search("question", near, 0.5, 5, Filter.NONE, MODIFIED)));
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
    void findsExactlyWhatTheFilterAdmits() throws Exception {
        var facts = new LinkedHashMap<String, Map<String, Object>>();
        facts.put("plain", Map.of());
        facts.put("text", Map.of("team", "legal", "year", "2024"));
        facts.put("number", Map.of("team", "sales", "year", 2024d));
        facts.put("older", Map.of("year", 2019.5, "open", false));
        facts.put("open", Map.of("team", "legal", "open", true));
        for (var one : facts.entrySet()) {
            putWith(one.getKey(), Facts.of("v1", MODIFIED).with(one.getValue()));
        }
        for (var filter : filters()) {
            var admitted = facts.entrySet().stream()
                    .filter(one -> filter.admits(one.getValue()))
                    .map(Map.Entry::getKey)
                    .toArray(String[]::new);
            assertThat(found(filter, MODIFIED)).as("%s", filter).containsExactlyInAnyOrder(admitted);
        }
    }

    private static List<Filter> filters() {
        var filters = new ArrayList<Filter>(List.of(Filter.NONE, new Filter.Any(List.of())));
        for (var operator : Filter.Operator.values()) {
            filters.add(new Filter.Compare("team", operator, "legal"));
            filters.add(new Filter.Compare("year", operator, 2024d));
            filters.add(new Filter.Compare("year", operator, 2019.5));
            filters.add(new Filter.Compare("open", operator, true));
        }
        filters.add(new Filter.Within("team", true, List.of("legal", "sales", 1d)));
        filters.add(new Filter.Within("year", false, List.of("2024", 2019.5)));
        filters.add(new Filter.Within("team", true, List.of()));
        var legal = new Filter.Compare("team", Filter.Operator.EQ, "legal");
        var closed = new Filter.Compare("open", Filter.Operator.NE, true);
        filters.add(new Filter.All(List.of(legal, closed)));
        filters.add(new Filter.Any(List.of(legal, new Filter.All(List.of(closed, Filter.NONE)))));
        return filters;
    }

    @Test
    void findsOnlyWhatIsValidAtTheMoment() throws Exception {
        var later = MODIFIED.plusSeconds(10);
        putWith("always", Facts.of("v1", MODIFIED));
        putWith("until", new Facts("v1", MODIFIED, new Validity(null, later), Map.of()));
        putWith("from", new Facts("v1", MODIFIED, new Validity(later, null), Map.of()));

        assertThat(found(Filter.NONE, later.minusMillis(1))).containsExactlyInAnyOrder("always", "until");
        assertThat(found(Filter.NONE, later)).containsExactlyInAnyOrder("always", "from");
    }

    @Test
    void aFoundChunkHasItsDocumentsFacts() throws Exception {
        var facts = new Facts(
                "v7",
                MODIFIED,
                new Validity(MODIFIED.minusSeconds(1), MODIFIED.plusSeconds(1)),
                Map.of("team", "legal", "year", 2024d, "open", true));
        putWith("a", facts);

        assertThat(words("alpha").getFirst().chunk().facts()).isEqualTo(facts);
    }

    private void putWith(String document, Facts facts) throws Exception {
        var chunk = new Chunk(document, facts, 0, "H", "alpha " + document);
        get(index.put(document, List.of(chunk), List.of(FakeEmbedder.vector("alpha"))));
        get(index.refresh());
    }

    /** By words and by vectors, which must find the same. */
    private List<String> found(Filter filter, Instant at) throws Exception {
        var vector = FakeEmbedder.vector("alpha");
        var words = documents(get(index.search(new Search("alpha", null, 0, 9, filter, at))));
        var meaning = documents(get(index.search(new Search("zulu", vector, 1, 9, filter, at))));
        assertThat(meaning).containsExactlyInAnyOrderElementsOf(words);
        return words;
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
        return new Chunk(document, Facts.of("v1", MODIFIED), ordinal, heading, text);
    }

    private List<Hit> words(String question) throws Exception {
        return search(question, null, 0.5);
    }

    private List<Hit> hybrid(String question, double dense) throws Exception {
        return search(question, FakeEmbedder.vector(question), dense);
    }

    private List<Hit> search(String question, float @Nullable [] vector, double dense) throws Exception {
        return get(index.search(new Search(question, vector, dense, 5, Filter.NONE, MODIFIED)));
    }

    private static List<String> documents(List<Hit> hits) {
        return hits.stream().map(hit -> hit.chunk().document()).toList();
    }
}
