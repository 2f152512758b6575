package io.frond.retrieve;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search as one statement: the best by words, the best by vectors, both of what the search admits, and both measures
 * of each.
 *
 * <p>Words bring up chunks by the rarity of the question's terms that they hold. Terms that stand in so many chunks
 * that looking at them would take long bring nothing up, but count for what others brought. What was brought is
 * measured by BM25, with the same constants as the index in this process.
 */
final class PostgresSearch {
    private static final String MEASURED = """
            with stock as (
              select greatest(chunks, 1)::float8 as n, greatest(length, 1)::float8 / greatest(chunks, 1) as usual
              from {schema}.collections where id = {id}),
            asked as (
              select a.term, d.df,
                ln(1 + n / greatest(d.df, 0.5)) as rarity,
                ln(1 + greatest(n - d.df + 0.5, 0.5) / (d.df + 0.5)) as idf,
                sum(d.df) over (order by d.df, a.term) as reach,
                row_number() over (order by d.df = 0, d.df, a.term) as place
              from unnest($1::text[]) as a(term)
              cross join stock
              left join {terms} t on t.term = a.term
              cross join lateral (select coalesce(t.df, 0)::float8 as df) d),
            by_words as materialized (
              select k.id
              from asked a join {chunks} k on k.terms @> array[a.term]
              where a.df > 0 and (a.reach <= {most} or a.place = 1) and {admitted}
              group by k.id order by sum(a.idf) desc, k.id limit {words}),
            {by_vector}
            brought as (select id from by_words {union})
            select k.document, k.ordinal, k.version, k.modified, k.valid_from, k.valid_until, k.attributes::text,
              k.heading, k.body, m.words,
              m.covered / greatest((select sum(rarity) from asked), 1e-9) as coverage,
              {cosine} as cosine
            from brought join {chunks} k using (id)
            cross join stock
            cross join lateral (
              select
                coalesce(sum(a.idf * f.tf / (f.tf + 0.9 * (0.6 + 0.4 * k.length / stock.usual))), 0) as words,
                coalesce(sum(a.rarity), 0) as covered
              from asked a
              cross join lateral (select k.counts[array_position(k.terms, a.term)]::float8 as tf) f
              where f.tf is not null) m
            order by k.id
            """;

    private static final String BY_VECTOR = """
            by_vector as materialized (
              select k.id from {chunks} k
              where k.vector is not null and {admitted}
              order by k.vector::vector({dimensions}) <#> cast($2::text as vector({dimensions})) limit {vectors}),
            """;

    /** Chunks that all terms together may bring up before the rarest are chosen. */
    private static final int MOST = 20_000;

    private static final int BY_WORDS = 100;
    private static final int BY_VECTORS = 50;

    private final String sql;
    private final Tuple parameters;

    private PostgresSearch(String sql, Tuple parameters) {
        this.sql = sql;
        this.parameters = parameters;
    }

    static PostgresSearch of(PostgresTables tables, Search search, List<String> terms) {
        var parameters = new ArrayList<Object>();
        parameters.add(terms.toArray(String[]::new));
        var vector = search.vector();
        if (vector != null) {
            parameters.add(text(vector));
        }
        var admitted = new PostgresFilter(parameters).condition(search);
        var sql = tables.in(MEASURED.replace("{by_vector}", vector == null ? "" : BY_VECTOR)
                        .replace("{union}", vector == null ? "" : "union select id from by_vector")
                        .replace(
                                "{cosine}",
                                vector == null ? "null::float8" : "-(k.vector <#> cast($2::text as vector))"))
                .replace("{admitted}", admitted)
                .replace("{dimensions}", vector == null ? "" : Integer.toString(vector.length))
                .replace("{most}", Integer.toString(MOST))
                .replace("{words}", Integer.toString(BY_WORDS))
                .replace("{vectors}", Integer.toString(BY_VECTORS));
        return new PostgresSearch(sql, Tuple.tuple(parameters));
    }

    String sql() {
        return sql;
    }

    Tuple parameters() {
        return parameters;
    }

    static List<Found> found(RowSet<Row> rows) {
        var found = new ArrayList<Found>(rows.size());
        for (Row row : rows) {
            var measures = new Candidate(
                    found.size(), row.getDouble("words"), row.getDouble("coverage"), row.getDouble("cosine"));
            found.add(new Found(chunk(row), measures));
        }
        return found;
    }

    private static Chunk chunk(Row row) {
        var attributes = new HashMap<String, Object>();
        new JsonObject(row.getString("attributes")).forEach(one -> attributes.put(one.getKey(), one.getValue()));
        var facts = new Facts(
                row.getString("version"),
                Instant.ofEpochMilli(row.getLong("modified")),
                new Validity(moment(row.getLong("valid_from")), moment(row.getLong("valid_until"))),
                attributes);
        return new Chunk(
                row.getString("document"),
                facts,
                row.getInteger("ordinal"),
                row.getString("heading"),
                row.getString("body"));
    }

    private static @Nullable Instant moment(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    /** {@code [0.1,0.2]}, as pgvector reads it. */
    static String text(float[] vector) {
        var text = new StringBuilder(12 * vector.length).append('[');
        for (int i = 0; i < vector.length; i++) {
            text.append(i == 0 ? "" : ",").append(vector[i]);
        }
        return text.append(']').toString();
    }
}
