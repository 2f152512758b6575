package io.frond.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Given;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final String[] GOODS = {
        "may I return the shoes",
        "return the coat please",
        "can the shoes be returned",
        "return a coat I bought",
        "how do I return the trousers",
        "I want to return the hat"
    };
    private static final String[] CLAUSES = {
        "redraft the indemnity clause",
        "shorten this clause",
        "is the clause valid",
        "make the clause mutual",
        "draft a liability clause",
        "delete the third clause"
    };

    @Test
    void examplesThatCanBeToldApartComeToTheirOwnRoute() {
        var report = report(GOODS, CLAUSES);

        assertThat(report.examples()).isEqualTo(12);
        assertThat(report.accuracy()).isEqualTo(1);
        assertThat(report.doubtful()).isEmpty();
    }

    @Test
    void anExampleInTheWrongPlaceIsDoubtful() {
        var mixed = GOODS.clone();
        mixed[5] = "redraft the warranty clause";

        var report = report(mixed, CLAUSES);

        assertThat(report.doubtful())
                .extracting(Report.Doubt::example, Report.Doubt::looksLike)
                .contains(org.assertj.core.api.Assertions.tuple("redraft the warranty clause", "contracts"));
    }

    @Test
    void fewExamplesAreAskedForMore() {
        assertThat(report(GOODS, CLAUSES).routes())
                .extracting(Report.OfRoute::advice)
                .allMatch(advice -> advice.contains("6 are few"));
    }

    private static Report report(String[] goods, String[] clauses) {
        var lessons = Lessons.of(List.of(Given.route("policy", "b", goods), Given.route("contracts", "b", clauses)));
        var lexicon = Lexicon.of(lessons.texts());
        var wordings = lessons.texts().stream().map(lexicon::features).toList();
        var schooled =
                Schooled.of(lessons, Postings.of(wordings, Ngrams.BUCKETS).among(wordings), 0.1);
        return Report.of(
                "linear", lessons, schooled.heldOut(), schooled.calibrated().temperature());
    }
}
