package io.frond.retrieve;

import static io.frond.retrieve.Pools.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.retrieve.SharedIndex.Claim;
import io.frond.testing.Eventually;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for every index in an engine that several Fronds search, beside what holds for every index. */
abstract class EverySharedIndex extends EveryIndex {
    private static final Instant MODIFIED = Instant.parse("2026-11-03T10:15:30.123Z");
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(300);
    private Vertx vertx;
    private String place;
    private SharedIndex other;
    private final List<SharedIndex> opened = new ArrayList<>();

    /**
     * @param place that holds nothing, or what others opened at the same place have put there
     * @param holder who opens it
     */
    abstract SharedIndex open(Vertx vertx, String place, String holder, Duration lease);

    abstract String fresh();

    @Override
    final Index open(Vertx vertx) {
        var alone = open(vertx, fresh(), "alone", LONG);
        claim(alone);
        return alone;
    }

    @BeforeEach
    void chooseAPlace(Vertx vertx) {
        this.vertx = vertx;
        place = fresh();
        other = open(vertx, place, "other", LONG);
        opened.add(other);
    }

    @AfterEach
    void closeThem() throws Exception {
        for (var index : opened) {
            get(index.close());
        }
    }

    @Test
    void oneHasTheRightToChangeAndKeepsIt() throws Exception {
        var first = opened("first", LONG);
        assertThat(get(first.claim())).isEqualTo(Claim.GRANTED);
        assertThat(get(other.claim())).isEqualTo(Claim.REFUSED);
        assertThat(get(first.claim())).isEqualTo(Claim.KEPT);

        get(first.release());
        assertThat(get(other.claim())).isEqualTo(Claim.GRANTED);
        assertThat(get(first.claim())).isEqualTo(Claim.REFUSED);
    }

    @Test
    void whoDoesNotProlongTheRightLosesItToTheNext() throws Exception {
        var first = opened("first", SHORT);
        claim(first);
        assertThat(get(other.claim())).isEqualTo(Claim.REFUSED);
        Eventually.within(PATIENCE, () -> claim(other));
    }

    @Test
    void whoHasLostTheRightChangesNothingAnyMore() throws Exception {
        var first = opened("first", SHORT);
        claim(first);
        put(first, "a", "v1", "alpha");
        Eventually.within(PATIENCE, () -> claim(other));

        assertThatThrownBy(() -> put(first, "a", "v2", "beta")).hasMessageContaining("another Frond");
        assertThatThrownBy(() -> get(first.delete("a"))).hasMessageContaining("another Frond");
        assertThat(texts(other, "alpha")).containsExactly("alpha");
        assertThat(texts(other, "beta")).isEmpty();
    }

    @Test
    void whatOneChangesTheOthersFindAndAreTold() throws Exception {
        var first = opened("first", LONG);
        claim(first);
        assertThat(get(other.since(0)).documents()).isEmpty();
        put(first, "a", "v1", "alpha");
        put(first, "b", "v1", "beta");

        assertThat(texts(other, "alpha")).containsExactly("alpha");
        var news = get(other.since(0));
        assertThat(news.documents()).containsExactlyInAnyOrder(held("a", "v1", false), held("b", "v1", false));

        get(first.put("b", List.of(chunk("b", "v2", "gamma")), List.of(FakeEmbedder.vector("gamma"))));
        get(first.delete("a"));
        get(first.refresh());
        var later = get(other.since(news.revision()));
        assertThat(later.documents()).hasSize(2).contains(held("b", "v2", true));
        assertThat(later.documents())
                .filteredOn(SharedIndex.Held::gone)
                .extracting(SharedIndex.Held::id)
                .containsExactly("a");
        assertThat(get(other.since(later.revision())).documents()).isEmpty();
        assertThat(get(other.since(0)).documents()).containsExactly(held("b", "v2", true));
    }

    private SharedIndex opened(String holder, Duration lease) {
        var index = open(vertx, place, holder, lease);
        opened.add(index);
        return index;
    }

    private static void claim(SharedIndex index) {
        try {
            assertThat(get(index.claim())).isNotEqualTo(Claim.REFUSED);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static SharedIndex.Held held(String id, String version, boolean embedded) {
        return new SharedIndex.Held(id, version, MODIFIED, 1, embedded);
    }

    private static void put(Index index, String document, String version, String text) throws Exception {
        get(index.put(document, List.of(chunk(document, version, text)), List.of()));
        get(index.refresh());
    }

    private static Chunk chunk(String document, String version, String text) {
        return new Chunk(document, Facts.of(version, MODIFIED), 0, "H", text);
    }

    private static List<String> texts(Index index, String question) throws Exception {
        return get(index.search(new Search(question, null, 0, 5, Filter.NONE, MODIFIED))).stream()
                .map(hit -> hit.chunk().text())
                .toList();
    }
}
