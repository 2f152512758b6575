package io.frond.retrieve;

import io.frond.config.PostgresConfig;
import io.frond.store.PostgresPool;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Words and vectors in PostgreSQL, by pgvector. A change of a document is one statement, and so is a search; what is
 * changed is found at once, so there is nothing to refresh.
 *
 * <p>The tables are made with the first statement. Where PostgreSQL is away, everything here fails, and goes on when it
 * is back.
 */
final class PostgresIndex implements SharedIndex {
    /** pgvector's graph holds vectors up to this size; longer ones are compared one by one. */
    private static final int LARGEST_IN_GRAPH = 2_000;

    private static final String GREETING = """
            set client_min_messages = warning; set statement_timeout = '30s'; set jit = off;
            set hnsw.ef_search = 100; set hnsw.iterative_scan = strict_order""";

    private static final String CLAIM = """
            update {schema}.collections set
              fence = case when holder = $1 then fence else fence + 1 end,
              holder = $1,
              until = now() + make_interval(secs => $2::float8)
            where id = {id} and (holder is null or holder = $1 or until < now()) returning fence
            """;

    private static final String RELEASE =
            "update {schema}.collections set holder = null where id = {id} and holder = $1";

    /** Traces of documents that are gone need to last no longer than a Frond may be without news. */
    private static final String FORGET = "delete from {schema}.documents"
            + " where collection = {id} and modified is null and changed < now() - interval '1 day'";

    private static final String SINCE = """
            select c.revision, d.id, d.version, d.modified, d.chunks, d.embedded
            from {schema}.collections c left join {schema}.documents d
              on d.collection = c.id and d.revision > $1 and ($1 > 0 or d.modified is not null)
            where c.id = {id}
            """;

    private static final String GRAPH = "create index if not exists {index}_vector on {chunks}"
            + " using hnsw ((vector::vector({dimensions})) vector_ip_ops)";

    private final Pool pool;
    private final PostgresSchema schema;
    private final Indexing setting;
    private final Duration lease;
    private final English english = new English();
    private volatile @Nullable PostgresTables made;
    private @Nullable Future<PostgresTables> making;
    private volatile long fence = -1;
    private boolean graph;

    /** @param lease how long the right to change lasts */
    PostgresIndex(PostgresConfig config, Indexing setting, Duration lease) {
        this.pool = PostgresPool.open(setting.vertx(), config, GREETING);
        this.schema = new PostgresSchema(pool, config.schema());
        this.setting = setting;
        this.lease = lease;
    }

    @Override
    public Future<Void> put(String document, List<Chunk> chunks, List<float[]> vectors) {
        if (!vectors.isEmpty() && vectors.size() != chunks.size()) {
            throw new IllegalArgumentException(vectors.size() + " vectors for " + chunks.size() + " chunks");
        }
        if (chunks.isEmpty()) {
            return delete(document);
        }
        return setting.writing()
                .run(() -> PostgresChange.chunks(english, chunks, vectors))
                .compose(written -> graph(vectors)
                        .compose(tables -> change(
                                tables,
                                document,
                                written,
                                PostgresChange.facts(chunks.getFirst().facts()))));
    }

    @Override
    public Future<Void> delete(String document) {
        return tables().compose(tables -> change(tables, document, "[]", null));
    }

    private Future<Void> change(PostgresTables tables, String document, String chunks, @Nullable String facts) {
        return pool.preparedQuery(tables.in(PostgresChange.SQL))
                .execute(Tuple.of(fence, document, chunks, facts))
                .compose(rows -> rows.size() == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture("another Frond changes this collection now"));
    }

    /** The graph is made while there is next to nothing in it. */
    private Future<PostgresTables> graph(List<float[]> vectors) {
        if (graph || vectors.isEmpty() || vectors.getFirst().length > LARGEST_IN_GRAPH) {
            return tables();
        }
        var dimensions = Integer.toString(vectors.getFirst().length);
        return tables().compose(tables -> pool.query(tables.in(GRAPH).replace("{dimensions}", dimensions))
                .execute()
                .onSuccess(done -> graph = true)
                .map(tables));
    }

    @Override
    public Future<Void> refresh() {
        return Future.succeededFuture();
    }

    @Override
    public Future<List<Hit>> search(Search search) {
        return setting.searching()
                .run(() -> english.terms(search.text(), HybridSearch.TERMS))
                .compose(terms -> terms.isEmpty() && search.vector() == null
                        ? Future.succeededFuture(List.of())
                        : tables().compose(tables -> search(PostgresSearch.of(tables, search, terms), search)));
    }

    private Future<List<Hit>> search(PostgresSearch statement, Search search) {
        return pool.preparedQuery(statement.sql())
                .execute(statement.parameters())
                .map(rows -> Found.best(PostgresSearch.found(rows), search));
    }

    @Override
    public Future<Claim> claim() {
        double seconds = lease.toMillis() / 1e3;
        return tables().compose(tables -> pool.preparedQuery(tables.in(CLAIM))
                .execute(Tuple.of(setting.holder(), seconds))
                .compose(rows -> rows.size() == 0
                        ? Future.succeededFuture(Claim.REFUSED)
                        : held(tables, rows.iterator().next().getLong(0))));
    }

    private Future<Claim> held(PostgresTables tables, long token) {
        boolean before = token == fence;
        fence = token;
        return before
                ? Future.succeededFuture(Claim.KEPT)
                : pool.query(tables.in(FORGET)).execute().map(Claim.GRANTED);
    }

    @Override
    public Future<Void> release() {
        return tables().compose(tables -> pool.preparedQuery(tables.in(RELEASE))
                .execute(Tuple.of(setting.holder()))
                .mapEmpty());
    }

    @Override
    public Future<News> since(long revision) {
        return tables().compose(tables -> pool.preparedQuery(tables.in(SINCE))
                .execute(Tuple.of(revision))
                .map(rows -> {
                    long now = revision;
                    var documents = new ArrayList<Held>();
                    for (var row : rows) {
                        now = row.getLong("revision");
                        var modified = row.getLong("modified");
                        if (row.getString("id") != null) {
                            documents.add(new Held(
                                    row.getString("id"),
                                    row.getString("version"),
                                    modified == null ? null : Instant.ofEpochMilli(modified),
                                    row.getInteger("chunks"),
                                    row.getBoolean("embedded")));
                        }
                    }
                    return new News(now, documents);
                }));
    }

    /** Made once. Not kept as a future: everybody would then be called back on the event loop of who came first. */
    private Future<PostgresTables> tables() {
        var there = made;
        return there != null ? Future.succeededFuture(there) : making();
    }

    private synchronized Future<PostgresTables> making() {
        if (making == null || making.failed()) {
            making = schema.tables(setting.collection().name(), setting.variant())
                    .onSuccess(tables -> made = tables);
        }
        return making;
    }

    @Override
    public Future<Void> close() {
        english.close();
        return pool.close();
    }
}
