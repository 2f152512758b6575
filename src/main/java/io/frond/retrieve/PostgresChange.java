package io.frond.retrieve;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document's change as one statement: its chunks in place of those it had, how many chunks hold each term, and what
 * other Fronds are told. All of it or nothing happens; nothing where the fence is not that of who has the right.
 */
final class PostgresChange {
    /** Parameters: fence, document, chunks as JSON, facts as JSON or null where it goes. Yields the revision. */
    static final String SQL = """
            with mine as (
              select id, revision + 1 as next from {schema}.collections where id = {id} and fence = $1 for no key update),
            gone as (
              delete from {chunks} where document = $2::text and exists (select from mine) returning terms, length),
            facts as (
              select * from jsonb_to_record(cast($4::text as jsonb)) as f(
                version text, modified bigint, valid_from bigint, valid_until bigint, attributes jsonb)),
            fresh as (
              insert into {chunks} (document, ordinal, version, modified, valid_from, valid_until, attributes,
                heading, body, terms, counts, length, vector)
              select $2::text, c.ordinal, f.version, f.modified, f.valid_from, f.valid_until, f.attributes,
                c.heading, c.body, c.terms, c.counts, c.length, c.vector::vector
              from jsonb_to_recordset(cast($3::text as jsonb)) as c(
                ordinal int, heading text, body text, terms text[], counts int[], length int, vector text),
                facts f, mine
              returning terms, length, vector is not null as embedded),
            changed as (
              select term, sum(n)::int as n
              from (select unnest(terms) as term, 1 as n from fresh union all select unnest(terms), -1 from gone) d
              group by term having sum(n) <> 0),
            counted as (
              insert into {terms} as t (term, df) select term, n from changed order by term
              on conflict (term) do update set df = t.df + excluded.df),
            noted as (
              insert into {schema}.documents as d (collection, id, version, modified, chunks, embedded, revision)
              select mine.id, $2::text, coalesce(f.version, ''), f.modified, (select count(*) from fresh),
                coalesce((select bool_and(embedded) from fresh), false), mine.next
              from mine left join facts f on true
              where f.modified is not null
                or exists (select from {schema}.documents h where h.collection = {id} and h.id = $2::text)
              on conflict (collection, id) do update set version = excluded.version, modified = excluded.modified,
                chunks = excluded.chunks, embedded = excluded.embedded, revision = excluded.revision, changed = now())
            update {schema}.collections c set
              revision = mine.next,
              chunks = c.chunks + (select count(*) from fresh) - (select count(*) from gone),
              length = c.length + coalesce((select sum(length) from fresh), 0) - coalesce((select sum(length) from gone), 0)
            from mine where c.id = mine.id returning c.revision
            """;

    private PostgresChange() {}

    static String chunks(English english, List<Chunk> chunks, List<float[]> vectors) {
        var all = new JsonArray();
        for (int i = 0; i < chunks.size(); i++) {
            var chunk = chunks.get(i);
            var bag = Bag.of(english, chunk.searchable());
            all.add(new JsonObject()
                    .put("ordinal", chunk.ordinal())
                    .put("heading", storable(chunk.heading()))
                    .put("body", storable(chunk.text()))
                    .put("terms", new JsonArray(List.copyOf(bag.counts().keySet())))
                    .put("counts", new JsonArray(List.copyOf(bag.counts().values())))
                    .put("length", bag.length())
                    .put("vector", vectors.isEmpty() ? null : PostgresSearch.text(vectors.get(i))));
        }
        return all.encode();
    }

    static String facts(Facts facts) {
        return new JsonObject()
                .put("version", facts.version())
                .put("modified", facts.modified().toEpochMilli())
                .put("valid_from", millis(facts.valid().from()))
                .put("valid_until", millis(facts.valid().until()))
                .put("attributes", new JsonObject(facts.attributes()))
                .encode();
    }

    private static @Nullable Long millis(@Nullable Instant moment) {
        return moment == null ? null : moment.toEpochMilli();
    }

    /** PostgreSQL keeps every character but one. */
    private static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    }
}
