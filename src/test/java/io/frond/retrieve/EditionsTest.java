package io.frond.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Source;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EditionsTest {
    private final Editions editions = new Editions("k");

    @Test
    void aSourceIsCurrentUntilItsDocumentChangesOrGoes() {
        put("a", "1");
        var source = new Source("k", "a", "1");
        assertThat(editions.current(source)).isTrue();
        put("a", "2");
        assertThat(editions.current(source)).isFalse();
        put("a", "1");
        assertThat(editions.current(source)).isTrue();
        editions.remove("a");
        assertThat(editions.current(source)).isFalse();
    }

    @Test
    void sourcesOfOtherCollectionsAreNotCurrentHere() {
        put("a", "1");
        assertThat(editions.current(new Source("other", "a", "1"))).isFalse();
    }

    @Test
    void membershipSurvivesAnEditButNotAnAdditionOrARemoval() {
        put("a", "1");
        put("b", "1");
        var membership = editions.membership();
        put("a", "2");
        assertThat(editions.current(membership)).isTrue();
        put("c", "1");
        assertThat(editions.current(membership)).isFalse();
        editions.remove("c");
        assertThat(editions.current(membership)).isTrue();
        editions.remove("b");
        assertThat(editions.current(membership)).isFalse();
    }

    @Test
    void membershipDoesNotDependOnTheOrderOfArrival() {
        put("a", "1");
        put("b", "1");
        var other = new Editions("k");
        other.put(document("b", "7"), 1);
        other.put(document("a", "8"), 1);
        other.show(other.noted());
        assertThat(other.membership()).isEqualTo(editions.membership());
        assertThat(other.content()).isNotEqualTo(editions.content());
    }

    @Test
    void contentSurvivesNoChangeAtAll() {
        put("a", "1");
        var content = editions.content();
        put("a", "2");
        assertThat(editions.current(content)).isFalse();
        put("a", "1");
        assertThat(editions.current(content)).isTrue();
    }

    @Test
    void anAnswerMadeBeforeAChangeCanBeFoundDiesWithIt() {
        put("a", "1");
        editions.put(document("b", "1"), 1);
        assertThat(editions.current(editions.membership())).isFalse();
        assertThat(editions.current(editions.content())).isFalse();
        editions.show(editions.noted());
        assertThat(editions.current(editions.membership())).isTrue();
        assertThat(editions.current(editions.content())).isTrue();
    }

    @Test
    void figuresAddUp() {
        put("a", "1");
        editions.put(new Document("b", "", Facts.of("1", Instant.ofEpochSecond(9))), 3);
        editions.embedded("b", "1");
        editions.embedded("a", "an older version");
        assertThat(editions.stats()).isEqualTo(new KnowledgeStats(2, 4, 3, 0, Instant.ofEpochSecond(9)));
        assertThat(editions.stats().vectors()).isEqualTo(0.75);
        assertThat(new Editions("none").stats().newest()).isNull();
    }

    private void put(String id, String version) {
        editions.put(document(id, version), 1);
        editions.show(editions.noted());
    }

    private static Document document(String id, String version) {
        return new Document(id, "", Facts.of(version, Instant.EPOCH));
    }
}
