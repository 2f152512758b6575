package io.frond.retrieve;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/**
 * Makes the tables: those of all collections once, and two for each collection. Fronds that start together do it one
 * after the other. A schema that a newer Frond has made is left alone.
 */
final class PostgresSchema {
    private static final int VERSION = 1;
    /** Of the advisory lock: "Frond" in ASCII. */
    private static final long LOCK = 0x46726f6e64L;

    private static final String COMMON = """
            create schema if not exists {schema};
            create extension if not exists vector;
            create table {schema}.version (version int not null);
            insert into {schema}.version values ({version});
            create table {schema}.collections (
              id int generated always as identity primary key,
              name text not null,
              variant text not null,
              holder text,
              fence bigint not null default 0,
              until timestamptz not null default '-infinity',
              revision bigint not null default 0,
              chunks bigint not null default 0,
              length bigint not null default 0,
              unique (name, variant));
            create table {schema}.documents (
              collection int not null references {schema}.collections on delete cascade,
              id text not null,
              version text not null,
              modified bigint,
              chunks int not null,
              embedded boolean not null,
              revision bigint not null,
              changed timestamptz not null default now(),
              primary key (collection, id));
            create index on {schema}.documents (collection, revision);
            """;

    private static final String OWN = """
            create table if not exists {chunks} (
              id bigint generated always as identity primary key,
              document text not null,
              ordinal int not null,
              version text not null,
              modified bigint not null,
              valid_from bigint,
              valid_until bigint,
              attributes jsonb not null,
              heading text not null,
              body text not null,
              terms text[] not null,
              counts int[] not null,
              length int not null,
              vector vector);
            create index if not exists {index}_document on {chunks} (document);
            create index if not exists {index}_terms on {chunks} using gin (terms) with (fastupdate = off);
            create index if not exists {index}_attributes on {chunks} using gin (attributes jsonb_path_ops)
              with (fastupdate = off);
            create table if not exists {terms} (term text primary key, df int not null) with (fillfactor = 50);
            """;

    private final Pool pool;
    private final String schema;

    PostgresSchema(Pool pool, String schema) {
        this.pool = pool;
        this.schema = schema;
    }

    /**
     * @param name of the collection
     * @param variant how its documents are cut and embedded: another one is another set of tables
     */
    Future<PostgresTables> tables(String name, String variant) {
        return pool.withTransaction(connection -> connection
                .query("select pg_advisory_xact_lock(" + LOCK + ")")
                .execute()
                .compose(locked -> common(connection))
                .compose(made -> collection(connection, name, variant))
                .compose(tables -> connection.query(tables.in(OWN)).execute().map(tables)));
    }

    private Future<Void> common(SqlConnection connection) {
        return connection
                .query("select to_regclass('" + schema + ".version') is not null")
                .execute()
                .compose(there -> there.iterator().next().getBoolean(0)
                        ? checked(connection)
                        : connection
                                .query(COMMON.replace("{schema}", schema)
                                        .replace("{version}", Integer.toString(VERSION)))
                                .execute()
                                .mapEmpty());
    }

    private Future<Void> checked(SqlConnection connection) {
        return connection
                .query("select max(version) from " + schema + ".version")
                .execute()
                .compose(rows -> {
                    int found = rows.iterator().next().getInteger(0);
                    return found == VERSION
                            ? Future.succeededFuture()
                            : Future.failedFuture("The schema " + schema + " has version " + found
                                    + "; this Frond knows version " + VERSION
                                    + ". Give it a schema of its own by postgres.schema.");
                });
    }

    private Future<PostgresTables> collection(SqlConnection connection, String name, String variant) {
        var key = Tuple.of(name, variant);
        return connection
                .preparedQuery(
                        "insert into " + schema + ".collections (name, variant) values ($1, $2) on conflict do nothing")
                .execute(key)
                .compose(inserted -> connection
                        .preparedQuery("select id from " + schema + ".collections where name = $1 and variant = $2")
                        .execute(key))
                .map(rows -> new PostgresTables(schema, rows.iterator().next().getInteger(0)));
    }
}
