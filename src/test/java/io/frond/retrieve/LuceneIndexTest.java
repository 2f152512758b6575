package io.frond.retrieve;

import static io.frond.retrieve.Pools.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.embed.Word;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LuceneIndexTest extends EveryIndex {
    private static final Facts FACTS = Facts.of("v", Instant.EPOCH);
    private static final Word REFUND = word("refund", 1, 1, 1, 1);
    private static final Word REPAY = word("repay", 1, 1, 1, -1);
    private static final Word FLIGHT = word("flight", -1, 1, -1, 1);

    @Override
    Index open(Vertx vertx) {
        return Index.inMemory(Pools.two(vertx, "searching"), Pools.two(vertx, "writing"));
    }

    @Test
    void amongEqualsTheChunkWhoseWordsMeanWhatIsAskedComesFirst(Vertx vertx) throws Exception {
        var index = open(vertx);
        get(put(index, "flights", FLIGHT));
        get(put(index, "money", REPAY));
        get(index.refresh());

        assertThat(documents(index, List.of())).containsExactly("flights", "money");
        assertThat(documents(index, List.of(REFUND))).containsExactly("money", "flights");
        get(index.close());
    }

    @Test
    void aChunkWhoseWordsAreNotKnownYetKeepsItsFusedScore(Vertx vertx) throws Exception {
        var index = open(vertx);
        get(put(index, "flights", FLIGHT));
        get(index.put("new", List.of(chunk("new")), List.of(FakeEmbedder.vector("rules"))));
        get(index.refresh());

        var hits = get(index.search(search(), List.of(REFUND)));
        assertThat(hits).extracting(hit -> hit.chunk().document()).containsExactly("flights", "new");
        assertThat(hits).allMatch(hit -> hit.score() >= 0 && hit.score() <= 1);
        get(index.close());
    }

    @Test
    void signsOfAnotherModelAreNotCompared(Vertx vertx) throws Exception {
        var index = open(vertx);
        get(index.put("a", List.of(chunk("a")), List.of(FakeEmbedder.vector("rules")), List.of(new byte[5])));
        get(index.refresh());
        assertThat(documents(index, List.of(REFUND))).containsExactly("a");
        get(index.close());
    }

    private static Future<Void> put(Index index, String document, Word word) {
        var signs = List.of(WordSigns.of(List.of(word)));
        return index.put(document, List.of(chunk(document)), List.of(FakeEmbedder.vector("rules")), signs);
    }

    private static Chunk chunk(String document) {
        return new Chunk(document, FACTS, 0, "Rules", "rules of the house");
    }

    private static Search search() {
        return new Search("rules", FakeEmbedder.vector("rules"), 0.5, 5, Filter.NONE, Instant.EPOCH);
    }

    private static List<String> documents(Index index, List<Word> words) throws Exception {
        return get(index.search(search(), words)).stream()
                .map(hit -> hit.chunk().document())
                .toList();
    }

    /** A word of 64 dimensions, of which the first have these values and the others are alike. */
    private static Word word(String text, float... first) {
        var vector = new float[64];
        System.arraycopy(first, 0, vector, 0, first.length);
        return new Word(text, vector);
    }
}
