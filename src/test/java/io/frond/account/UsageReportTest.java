package io.frond.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.account.Usages.Row;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageReportTest {
    private static final Instant FROM = Instant.ofEpochSecond(Given.START);

    private static UsageReport report(List<String> by, Row... rows) {
        return UsageReport.of(new UsageQuery(FROM, FROM.plusSeconds(Period.DAY), by), List.of(rows));
    }

    private static Row row(String model, String tags, Tally tally) {
        return new Row(Given.START + Period.HOUR, new Consumer("acme", "web", "policy", model, "main", tags), tally);
    }

    @Test
    void amountsAreDecimalTextAndAddUpExactly() {
        var tenth =
                new Tally().add(Counted.REQUESTS, 1).add(Counted.TOKENS_IN, 7).add(Counted.COST, 100_000_000);
        var report = report(List.of("tenant"), row("a", "", tenth), row("b", "", tenth), row("c", "", tenth));
        var row = report.json().getJsonArray("rows").getJsonObject(0);
        assertThat(report.json().getJsonArray("rows")).hasSize(1);
        assertThat(row.getString("tenant")).isEqualTo("acme");
        assertThat(row.getString("cost_usd")).isEqualTo("0.3");
        assertThat(row.getLong("tokens_in")).isEqualTo(21);
        assertThat(report.json().getJsonObject("total").getLong("requests")).isEqualTo(3);
    }

    @Test
    void aCostThatNobodyKnowsIsNotZero() {
        var unpriced = new Tally().add(Counted.REQUESTS, 1).add(Counted.UNPRICED, 1);
        var free = new Tally().add(Counted.REQUESTS, 1);
        var rows = report(List.of("model"), row("a", "", unpriced), row("b", "", free))
                .json()
                .getJsonArray("rows");
        assertThat(rows.getJsonObject(0).getValue("cost_usd")).isNull();
        assertThat(rows.getJsonObject(0).getLong("unpriced")).isEqualTo(1);
        assertThat(rows.getJsonObject(1).getString("cost_usd")).isEqualTo("0");
    }

    @Test
    void itIsToldApartByWhateverIsAskedFor() {
        var one = new Tally().add(Counted.REQUESTS, 1);
        var report = report(
                List.of("tag:team", "day", "hour"),
                row("a", "project=x,team=search", one),
                row("b", "team=search", one),
                row("c", "team=ads", one));
        assertThat(report.json().getJsonArray("rows").stream().map(JsonObject.class::cast))
                .extracting(row -> row.getString("tag:team") + " " + row.getString("day") + " " + row.getString("hour")
                        + " " + row.getLong("requests"))
                .containsExactly("ads 2026-01-01 2026-01-01T01:00:00Z 1", "search 2026-01-01 2026-01-01T01:00:00Z 2");
        assertThat(report(List.of("tag"), row("a", "project=x,team=search", one))
                        .csv())
                .contains("\r\n\"project=x,team=search\",1,");
    }

    @Test
    void theTableHasALineOfNamesAndEndsEveryLine() {
        var csv = report(List.of("tenant", "model"), row("gpt", "", new Tally().add(Counted.COST, 5)))
                .csv();
        assertThat(csv)
                .isEqualTo("tenant,model,requests,errors,cache_hits,tokens_in,tokens_cached,tokens_out,"
                        + "tokens_reasoning,tokens_lost,cost_usd,unpriced,estimated\r\n"
                        + "acme,gpt,0,0,0,0,0,0,0,0,0.000000005,0,0\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain | plain",
                "a,b | \"a,b\"",
                "say \"so\" | \"say \"\"so\"\"\"",
                "=1+1 | \"'=1+1\"",
                "@SUM(A1) | \"'@SUM(A1)\"",
                "+49 | \"'+49\"",
                "-1 | \"'-1\"",
                "=HYPERLINK(\"http://x\",\"y\") | \"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"",
                "a=b | a=b"
            })
    void noCellIsAFormula(String text, String cell) {
        assertThat(Csv.cell(text)).isEqualTo(cell);
    }

    @Test
    void linesAndTabsStayInTheirCell() {
        assertThat(Csv.cell("a\nb")).isEqualTo("\"a\nb\"");
        assertThat(Csv.cell("\t=1")).isEqualTo("\"'\t=1\"");
        assertThat(Csv.cell("")).isEmpty();
    }
}
