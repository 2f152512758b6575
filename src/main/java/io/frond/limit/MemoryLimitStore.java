package io.frond.limit;

import io.frond.model.Clock;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts in this process, without locks: one atomic number per bucket.
 *
 * <p>A bucket is the generic cell rate algorithm (ATM Forum TM 4.0; also Brandur's "Rate limiting, cells, and GCRA").
 * It keeps the moment at which it will be full again. Each unit taken moves that moment by {@code period / limit};
 * it may not move further than one period ahead. So a tenant that was silent may send a whole minute's worth at once,
 * afterwards the steady rate; there is no window whose edge doubles it twice in a row. The moment is a time, not a
 * count: when a reload changes the limit, what was used stays used in proportion.
 */
final class MemoryLimitStore implements LimitStore {
    private final Map<String, AtomicLong> buckets = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> rooms = new ConcurrentHashMap<>();
    private final Clock clock;

    MemoryLimitStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Future<Taken> take(String bucket, int n, Rate rate) {
        long now = clock.nanos();
        var fullAt = buckets.computeIfAbsent(bucket, fresh -> new AtomicLong(now));
        long unit = Math.max(1, rate.period().toNanos() / rate.limit());
        while (true) {
            long before = fullAt.get();
            long owed = Math.max(0, before - now);
            long owing = owed + n * unit;
            long over = owing - unit * rate.limit();
            if (over > 0) {
                return Future.succeededFuture(new Taken(false, left(owed, unit, rate), nanos(owed), nanos(over)));
            }
            if (fullAt.compareAndSet(before, now + owing)) {
                return Future.succeededFuture(new Taken(true, left(owing, unit, rate), nanos(owing), Duration.ZERO));
            }
        }
    }

    private static int left(long owed, long unit, Rate rate) {
        return (int) Math.max(0, (unit * rate.limit() - owed) / unit);
    }

    private static Duration nanos(long nanos) {
        return Duration.ofNanos(nanos);
    }

    @Override
    public Future<Boolean> enter(String room, int places) {
        var taken = rooms.computeIfAbsent(room, fresh -> new AtomicInteger());
        while (true) {
            int before = taken.get();
            if (before >= places) {
                return Future.succeededFuture(false);
            }
            if (taken.compareAndSet(before, before + 1)) {
                return Future.succeededFuture(true);
            }
        }
    }

    @Override
    public void leave(String room) {
        var taken = rooms.get(room);
        if (taken == null || taken.getAndUpdate(places -> Math.max(0, places - 1)) == 0) {
            throw new IllegalStateException("more have left room " + room + " than entered");
        }
    }
}
