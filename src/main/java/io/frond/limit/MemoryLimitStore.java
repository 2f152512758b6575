package io.frond.limit;

import io.frond.limit.Taken.Standing;
import io.frond.model.Clock;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts in this process, under one lock that is held for well under a microsecond: several buckets change together, or
 * none does. Counts that a new one would equal are forgotten from time to time.
 */
final class MemoryLimitStore implements LimitStore {
    private static final long SWEEP = Duration.ofMinutes(1).toNanos();

    private final Map<String, Count> counts = new HashMap<>();
    private final Leases leases = new Leases();
    private final Moment moment;
    private long swept;

    MemoryLimitStore(Clock clock) {
        this.moment = new Moment(clock);
        this.swept = moment.nanos();
    }

    @Override
    public Future<Taken> take(Reservation wanted) {
        return Future.succeededFuture(taken(wanted));
    }

    private synchronized Taken taken(Reservation wanted) {
        var now = now();
        boolean fits = fits(wanted, now);
        if (fits) {
            take(wanted, now);
        }
        var standings = new Standing[wanted.claims().size()];
        for (int i = 0; i < standings.length; i++) {
            var claim = wanted.claims().get(i);
            standings[i] = fits ? after(claim, now) : before(claim, now);
        }
        return new Taken(List.of(standings));
    }

    private boolean fits(Reservation wanted, Moment now) {
        for (var claim : wanted.claims()) {
            if (!count(claim.bucket()).fits(claim.bucket(), claim.amount(), now)) {
                return false;
            }
        }
        return true;
    }

    private void take(Reservation wanted, Moment now) {
        for (var claim : wanted.claims()) {
            if (claim.atOnce()) {
                count(claim.bucket()).use(claim.bucket(), claim.amount(), now);
            } else {
                count(claim.bucket()).hold(claim.amount());
            }
        }
        if (wanted.holds()) {
            leases.begin(wanted, now.nanos());
        }
    }

    private Standing after(Claim claim, Moment now) {
        return count(claim.bucket()).standing(claim.bucket(), 0, now);
    }

    private Standing before(Claim claim, Moment now) {
        return count(claim.bucket()).standing(claim.bucket(), claim.amount(), now);
    }

    @Override
    public Future<Boolean> settle(Reservation taken, List<Long> consumed) {
        return Future.succeededFuture(settled(taken, consumed));
    }

    private synchronized boolean settled(Reservation taken, List<Long> consumed) {
        var now = now();
        if (leases.end(taken)) {
            give(taken);
        } else if (!leases.recall(taken)) {
            return false;
        }
        for (int i = 0; i < consumed.size(); i++) {
            var claim = taken.claims().get(i);
            if (!claim.atOnce()) {
                count(claim.bucket()).use(claim.bucket(), consumed.get(i), now);
            }
        }
        return true;
    }

    private void give(Reservation back) {
        for (var claim : back.claims()) {
            if (!claim.atOnce()) {
                count(claim.bucket()).hold(-claim.amount());
            }
        }
    }

    @Override
    public synchronized Future<Void> renew(Collection<Reservation> open) {
        var now = now();
        open.forEach(one -> leases.renew(one, now.nanos()));
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<List<Fill>> look(List<Bucket> buckets) {
        var now = now();
        var fills = new ArrayList<Fill>(buckets.size());
        buckets.forEach(bucket ->
                fills.add(counts.getOrDefault(bucket.name(), Count.of(bucket)).fill(bucket, now)));
        return Future.succeededFuture(fills);
    }

    /** Counts that are kept. */
    synchronized int size() {
        return counts.size();
    }

    private Moment now() {
        var now = moment.now();
        leases.lapse(now.nanos(), this::give);
        if (now.nanos() - swept > SWEEP) {
            swept = now.nanos();
            counts.values().removeIf(count -> count.idle(now));
        }
        return now;
    }

    private Count count(Bucket bucket) {
        var count = counts.get(bucket.name());
        if (count == null) {
            count = Count.of(bucket);
            counts.put(bucket.name(), count);
        }
        return count;
    }
}
