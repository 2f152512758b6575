package io.frond.account;

import io.frond.model.Clock;
import io.frond.model.Workers;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Usage in this process, and in a folder where there is one. All of it happens on a worker that does nothing else. */
final class LocalUsages implements Usages {
    private static final Logger LOG = LoggerFactory.getLogger(LocalUsages.class);

    private final UsageTable table;
    private final @Nullable UsageFiles files;
    private final Workers alone;
    private final Clock clock;
    private final Duration hours;
    private final Duration days;
    private long expired;

    /**
     * How long usage is kept.
     *
     * @param alone runs one piece of work after the other
     */
    record Keeping(Workers alone, Clock clock, Duration hours, Duration days) {}

    /** @param files filled the table; null where it is not kept over a restart */
    LocalUsages(UsageTable table, @Nullable UsageFiles files, Keeping keeping) {
        this.table = table;
        this.files = files;
        this.alone = keeping.alone;
        this.clock = keeping.clock;
        this.hours = keeping.hours;
        this.days = keeping.days;
    }

    /** Of the last batch that is safe. */
    long last() {
        return files == null ? 0 : files.last();
    }

    @Override
    public Future<Void> add(Batch batch) {
        return alone.run(() -> added(batch));
    }

    private @Nullable Void added(Batch batch) throws IOException {
        if (files != null) {
            files.append(batch);
        }
        batch.rows().forEach(table::add);
        expire();
        if (files != null && files.isLong()) {
            snapshot(files);
        }
        return null;
    }

    private void expire() {
        long now = clock.now().getEpochSecond();
        if (Period.hour(now) != expired) {
            expired = Period.hour(now);
            table.expire(now, hours, days);
        }
    }

    /** The journal stands for it where this fails. */
    private static void snapshot(UsageFiles files) {
        try {
            files.snapshot();
        } catch (IOException e) {
            LOG.warn("no snapshot of the usage could be written: {}", e.toString());
        }
    }

    @Override
    public Future<List<Row>> rows(Period period) {
        return alone.run(() -> table.rows(period));
    }

    @Override
    public Future<Void> close() {
        return files == null ? Future.succeededFuture() : alone.run(() -> closed(files));
    }

    private static @Nullable Void closed(UsageFiles files) throws IOException {
        snapshot(files);
        files.close();
        return null;
    }
}
