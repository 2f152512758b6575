package io.frond.retrieve;

import static io.frond.retrieve.Pools.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.Acl;
import io.frond.retrieve.DocumentSource.Reading;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class DescribedTest {
    private static final Instant MODIFIED = Instant.parse("2026-03-01T00:00:00Z");
    private static final Acl BY_TEAM = new Acl(new TreeMap<>(Map.of("team", new Acl.Source(Acl.By.KEY, "team"))));

    private final Vertx vertx;

    DescribedTest(Vertx vertx) {
        this.vertx = vertx;
    }

    @Test
    void daysHoldFromTheirBeginningToTheirEnd() throws Exception {
        var facts = facts("---\ntitle: Prices\nvalid_from: 2026-04-01\nvalid_until: \"2026-12-31\"\n---\nText\n");
        assertThat(facts.valid())
                .isEqualTo(new Validity(Instant.parse("2026-04-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z")));
        assertThat(facts.version()).isEqualTo("v");
        assertThat(facts.modified()).isEqualTo(MODIFIED);
    }

    @Test
    void attributesAreTextsNumbersAndTruths() throws Exception {
        var facts = facts("""
                ---
                other: [1, {a: b}]
                attributes:
                  team: hr
                  level: 3
                  code: '3'
                  open: true
                ---
                # Text
                """.replace("\n", "\r\n"));
        assertThat(facts.attributes())
                .isEqualTo(Map.<String, Object>of("team", "hr", "level", 3.0, "code", "3", "open", true));
        assertThat(facts.valid()).isEqualTo(Validity.ALWAYS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no settings",
                "---\nnot: closed",
                "---\ntitle: No: YAML: at all\n---\nText",
                "---\njust a line between rules\n---\nText",
                "---\ntags: &a [*a, *a]\n---\nText",
            })
    void settingsThatSayNothingOfItAreOfAnyKind(String text) throws Exception {
        assertThat(facts(text)).isEqualTo(Facts.of("v", MODIFIED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "valid_until: tomorrow",
                "valid_from: 2026-02-02\nvalid_until: 2026-01-01",
                "attributes: hr",
                "attributes: { team: [hr, it] }",
                "attributes: { team: hr, team: it }",
                "attributes: { team: hr",
                "title: No: YAML\nattributes: { team: hr }",
                "attributes: { \"\": hr }",
                "attributes: *team",
                "attributes: {a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1, h: 1, i: 1, j: 1, k: 1, l: 1, m: 1, n: 1, o: 1,"
                        + " p: 1, q: 1}",
            })
    void aRestrictionThatCannotBeReadLeavesTheDocumentOut(String settings) throws Exception {
        assertThat(read("---\n" + settings + "\n---\nText", Acl.NONE)).isInstanceOf(Reading.Unfit.class);
    }

    @Test
    void deepAndLongSettingsExhaustNothing() throws Exception {
        var deep = "---\nx: " + "[".repeat(5_000) + "\nattributes: { a: b }\n---\nText";
        assertThat(read(deep, Acl.NONE)).isInstanceOf(Reading.Unfit.class);
        var large = "---\nattributes: { a: b }\nx: " + "y".repeat(20_000) + "\n---\nText";
        assertThat(read(large, Acl.NONE)).isInstanceOf(Reading.Unfit.class);
    }

    @Test
    void whoeverIsNotHeldBackIsNamed() throws Exception {
        var open = ((Reading.Whole) read("Text", BY_TEAM)).document().facts();
        assertThat(open.attributes()).isEqualTo(Map.<String, Object>of("team", "*"));
        var held = ((Reading.Whole) read("---\nattributes: { team: hr }\n---\nText", BY_TEAM))
                .document()
                .facts();
        assertThat(held.attributes()).isEqualTo(Map.<String, Object>of("team", "hr"));
        assertThat(held.version()).isNotEqualTo("v").isEqualTo(open.version());
    }

    private Facts facts(String text) throws Exception {
        return ((Reading.Whole) read(text, Acl.NONE)).document().facts();
    }

    private Reading read(String text, Acl acl) throws Exception {
        var document = new Document("a.md", text, Facts.of("v", MODIFIED));
        return get(
                Described.of(new One(document), acl, Pools.two(vertx, "files")).read("a.md"));
    }

    private record One(Document document) implements DocumentSource {
        @Override
        public Future<Changes> look() {
            return Future.succeededFuture(new Changes(List.of(document.id()), List.of()));
        }

        @Override
        public Future<Reading> read(String id) {
            return Future.succeededFuture(new Reading.Whole(document));
        }
    }
}
