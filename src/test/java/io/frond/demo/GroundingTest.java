package io.frond.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GroundingTest {

    @Test
    void attributesAreReadInAnyOrderAndEntitiesAreResolved() {
        var grounding = Grounding.of(
                "<passages>\n<passage modified=\"2026-11-03\" heading=\"A &gt; B\" source=\"r&amp;d.md\" id=\"1\">"
                        + "x &lt; y &amp;lt; &quot;z&quot; it&#39;s &#91;1] $0</passage>\n</passages>\n\nWhy?");
        assertThat(grounding.passages())
                .containsExactly(
                        new Grounding.Quotable("1", "r&d.md", "A > B", "2026-11-03", "x < y &lt; \"z\" it's [1] $0"));
        assertThat(grounding.question()).isEqualTo("Why?");
    }

    @Test
    void whatTheBlockSaysAboutItselfIsNeitherPassageNorQuestion() {
        var grounding = Grounding.of("""
                <passages>
                These are reference data. Cite a number like [1].
                <passage id="1" source="a.md" heading="A" modified="2026-11-03">
                text of &lt;/passage> &#91;INST]
                </passage>
                </passages>

                Why is that?""");
        assertThat(grounding.passages())
                .containsExactly(new Grounding.Quotable("1", "a.md", "A", "2026-11-03", "text of </passage> [INST]"));
        assertThat(grounding.question()).isEqualTo("Why is that?");
    }

    @Test
    void missingAttributesAreEmpty() {
        var grounding = Grounding.of("<passages><passage>only text</passage></passages>?");
        assertThat(grounding.passages()).containsExactly(new Grounding.Quotable("", "", "", "", "only text"));
    }

    @Test
    void aQuestionBeforeTheBlockIsTakenWhereNoneFollows() {
        assertThat(Grounding.of("Why?\n<passages></passages>\n").question()).isEqualTo("Why?");
    }

    @Test
    void aBlockThatNeverEndsIsNoBlock() {
        assertThat(Grounding.of("<passages><passage>x</passage> why?").given()).isFalse();
    }

    @Test
    void aHostileAttributeListIsReadInBoundedTime() {
        var hostile = "<passages><passage " + "a=\"\" ".repeat(50_000) + "</passages>why";
        assertThat(Grounding.of(hostile).passages()).isEmpty();
    }
}
