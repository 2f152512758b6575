package io.frond.account;

import io.frond.account.Usages.Batch;
import io.frond.account.Usages.Row;
import io.frond.config.UsageConfig;
import io.frond.model.Clock;
import io.frond.model.Money;
import io.frond.model.Spent;
import io.frond.model.Workers;
import io.frond.store.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who used how much. Requests are added up in memory; what came together is handed on once a second, so that nobody
 * waits for it. A process that is killed loses the last second of it, and what a Redis that was away had not got.
 *
 * <p>Thread-safe. Lives over reloads that keep its place.
 */
public final class UsageBook {
    /** Nobody waits for it, so it may take its time. */
    public static final Duration REDIS_PATIENCE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(UsageBook.class);
    private static final long EVERY_MILLIS = 1_000;
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final int MOST_WAITING = 20_000;

    private final Map<At, Tally> waiting = new ConcurrentHashMap<>();
    private final Usages usages;
    private final Vertx vertx;
    private final Workers alone;
    private final Clock clock;
    private final long timer;
    private @Nullable Batch unsure;
    private long number;
    private Future<Void> writing = Future.succeededFuture();
    private @Nullable Long complained;

    private record At(long hour, Consumer who) {}

    /**
     * What a book is kept with.
     *
     * @param alone runs one piece of work after the other
     */
    public record Desk(Vertx vertx, Workers alone, Clock clock) {}

    UsageBook(Desk desk, Usages usages, long last) {
        this.vertx = desk.vertx;
        this.alone = desk.alone;
        this.clock = desk.clock;
        this.usages = usages;
        this.number = last;
        this.timer = vertx.setPeriodic(EVERY_MILLIS, tick -> {
            var unused = write();
        });
    }

    /**
     * Blocks: it reads what was kept. Whoever opens it closes it. Fails where the place cannot be had.
     *
     * @param link to the Redis, with {@link #REDIS_PATIENCE}; the book closes it. Null where none keeps it
     */
    public static UsageBook open(UsageConfig config, Desk desk, @Nullable RedisLink link) throws IOException {
        if (link != null) {
            return new UsageBook(desk, new RedisUsages(link, desk.clock, config.hours(), config.days()), 0);
        }
        var table = new UsageTable(UsageTable.MOST_ROWS);
        var files = config.folder() == null ? null : UsageFiles.open(config.folder(), table);
        var keeping = new LocalUsages.Keeping(desk.alone, desk.clock, config.hours(), config.days());
        var local = new LocalUsages(table, files, keeping);
        return new UsageBook(desk, local, local.last());
    }

    /** Adds a request that has ended just now. */
    void note(Consumer who, Tally tally) {
        var at = new At(Period.hour(clock.now().getEpochSecond()), who);
        if (waiting.size() >= MOST_WAITING && !waiting.containsKey(at)) {
            at = new At(at.hour, who.coarse());
        }
        waiting.merge(at, tally, (sum, more) -> sum.copy().add(more));
    }

    /** Everything up to now, as far as it is kept. */
    Future<List<Row>> rows(Instant from, Instant to) {
        return write().transform(written -> usages.rows(Period.of(from, to)));
    }

    /** What was paid for since then, as far as it is kept. */
    public Future<List<Spent>> spent(Instant from) {
        return rows(from, clock.now())
                .compose(rows -> alone.run(() -> rows.stream()
                        .filter(row -> row.tally().get(Counted.COST) > 0)
                        .map(UsageBook::spent)
                        .toList()));
    }

    private static Spent spent(Row row) {
        var who = row.who();
        var cost = new Money(row.tally().get(Counted.COST));
        return new Spent(who.tenant(), who.key(), who.route(), who.model(), who.backend(), cost);
    }

    /** The report is made on a worker: there may be many rows. */
    public Future<UsageReport> report(UsageQuery query) {
        return rows(query.from(), query.to()).compose(rows -> alone.run(() -> UsageReport.of(query, rows)));
    }

    /** One batch after the other; completes when all that was noted before is safe. */
    private synchronized Future<Void> write() {
        if (!writing.isComplete()) {
            return writing.transform(before -> write());
        }
        var batch = unsure == null ? next() : unsure;
        if (batch == null) {
            return Future.succeededFuture();
        }
        unsure = batch;
        writing = usages.add(batch).onSuccess(safe -> over(batch)).onFailure(this::complain);
        return writing;
    }

    private synchronized void over(Batch batch) {
        unsure = unsure != null && unsure.number() == batch.number() ? null : unsure;
        complained = null;
    }

    /** Whoever adds to a tally while it is taken out adds to a fresh one. */
    private @Nullable Batch next() {
        var rows = new ArrayList<Row>();
        for (At at : List.copyOf(waiting.keySet())) {
            var tally = waiting.remove(at);
            if (tally != null) {
                rows.add(new Row(at.hour, at.who, tally));
            }
        }
        return rows.isEmpty() ? null : new Batch(++number, rows);
    }

    private synchronized void complain(Throwable why) {
        if (complained == null || clock.since(complained).compareTo(QUIET) >= 0) {
            complained = clock.nanos();
            LOG.warn("usage cannot be written down; it is kept in memory and tried again: {}", why.toString());
        }
    }

    /** Writes what is left, once more where the last try failed. */
    public Future<Void> close() {
        var unused = vertx.cancelTimer(timer);
        return write().transform(first -> write()).transform(written -> usages.close());
    }
}
