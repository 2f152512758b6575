package io.frond.retrieve.source;

import io.frond.config.SourceConfig;
import io.frond.model.Clock;
import io.frond.retrieve.DocumentSource;
import io.frond.retrieve.format.Formats;
import io.frond.retrieve.format.Limits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a query on PostgreSQL. A document's id is the row's.
 *
 * <p>A look asks for rows whose cursor is not below the highest seen so far. What that misses, rows that are gone or
 * that a slow transaction brought in late, is found by the sweep, which compares the ids and cursors of all rows. The
 * session is read-only. Looks and reads follow one another, on one event loop.
 */
public final class TableSource implements DocumentSource {
    private static final int CONNECTIONS = 2;
    private static final String PATIENCE_MS = "30000";

    private final SourceConfig.Table config;
    private final Formats formats;
    private final Clock clock;
    private final Pool pool;
    private final Map<String, String> known = new HashMap<>();
    private @Nullable String highest;
    private String type = "";
    private long sweep;

    private TableSource(SourceConfig.Table config, Vertx vertx, Formats formats, Clock clock) {
        this.config = config;
        this.formats = formats;
        this.clock = clock;
        this.sweep = clock.nanos();
        this.pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(CONNECTIONS))
                .connectingTo(PgConnectOptions.fromUri(config.url().value())
                        .addProperty("default_transaction_read_only", "on")
                        .addProperty("statement_timeout", PATIENCE_MS))
                .using(vertx)
                .build();
    }

    /** Nothing is asked before the first look. Fails where the address is none. */
    public static TableSource of(SourceConfig.Table config, Vertx vertx, Formats formats, Clock clock) {
        return new TableSource(config, vertx, formats, clock);
    }

    @Override
    public Future<Changes> look() {
        if (highest == null || clock.nanos() - sweep >= 0) {
            return typed().compose(done -> rows("", Tuple.tuple())).map(this::all);
        }
        return rows(" WHERE d.\"" + config.cursor() + "\" >= CAST($1::text AS " + type + ")", Tuple.of(highest))
                .map(rows -> new Changes(changed(rows), List.of()));
    }

    /** The database's own word for the type of the cursor. */
    private Future<Void> typed() {
        if (!type.isEmpty()) {
            return Future.succeededFuture();
        }
        return pool.query("SELECT pg_typeof((SELECT d.\"" + config.cursor() + "\" FROM (" + config.query()
                        + ") AS d LIMIT 1))::text")
                .execute()
                .map(rows -> {
                    type = rows.iterator().next().getString(0);
                    return null;
                });
    }

    /** Ids and cursors, by cursor. */
    private Future<RowSet<Row>> rows(String where, Tuple values) {
        var cursor = "d.\"" + config.cursor() + "\"";
        return pool.preparedQuery("SELECT d.id::text, " + cursor + "::text FROM (" + config.query() + ") AS d" + where
                        + " ORDER BY " + cursor)
                .execute(values);
    }

    private Changes all(RowSet<Row> rows) {
        sweep = clock.nanos() + config.sweep().toNanos();
        var there = new HashSet<String>();
        rows.forEach(row -> there.add(row.getString(0)));
        var removed = known.keySet().stream()
                .filter(id -> !there.contains(id))
                .sorted()
                .toList();
        removed.forEach(known::remove);
        return new Changes(changed(rows), removed);
    }

    private List<String> changed(RowSet<Row> rows) {
        var changed = new ArrayList<String>();
        for (var row : rows) {
            var cursor = row.getString(1);
            if (row.getString(0) != null && cursor != null) {
                highest = cursor;
                if (!cursor.equals(known.get(row.getString(0)))) {
                    changed.add(row.getString(0));
                }
            }
        }
        return changed;
    }

    @Override
    public Future<Reading> read(String id) {
        return pool.preparedQuery("SELECT d.*, d.\"" + config.cursor() + "\"::text AS frond_cursor FROM ("
                        + config.query() + ") AS d WHERE d.id::text = $1")
                .execute(Tuple.of(id))
                .compose(rows -> rows.size() == 0
                        ? Future.succeededFuture(new Reading.Unsettled())
                        : reading(id, TableRow.of(rows.iterator().next(), clock.now())));
    }

    private Future<Reading> reading(String id, TableRow row) {
        known.put(id, row.cursor());
        var file = row.text().getBytes(StandardCharsets.UTF_8);
        return formats.text("row." + config.format(), file, Limits.DEFAULT)
                .map(read -> Readings.of(id, read.titled(row.title()), row.facts()));
    }

    @Override
    public Future<Void> close() {
        return pool.close();
    }
}
