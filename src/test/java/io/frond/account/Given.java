package io.frond.account;

import io.frond.account.Usages.Batch;
import io.frond.account.Usages.Row;
import java.util.List;
import java.util.stream.Stream;

/** What tests of usage begin with. */
final class Given {
    /** 2026-01-01T00:00:00Z, as of the fake clock. */
    static final long START = 1_767_225_600L;

    private Given() {}

    static Consumer of(String tenant) {
        return new Consumer(tenant, "web", "policy", "gpt", "main", "team=search");
    }

    static Row row(long hour, String tenant, long requests) {
        return new Row(
                START + hour * Period.HOUR,
                of(tenant),
                new Tally().add(Counted.REQUESTS, requests).add(Counted.COST, 10 * requests));
    }

    static Batch batch(long number, Row... rows) {
        return new Batch(number, List.of(rows));
    }

    static Period hours(long from, long to) {
        return new Period(START + from * Period.HOUR, START + to * Period.HOUR);
    }

    static long requests(Stream<Row> rows) {
        return rows.mapToLong(row -> row.tally().get(Counted.REQUESTS)).sum();
    }

    static long requests(List<Row> rows) {
        return requests(rows.stream());
    }
}
