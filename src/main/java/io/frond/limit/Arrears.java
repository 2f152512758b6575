package io.frond.limit;

import io.frond.limit.Bucket.Calendar;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the shared counts are still to be told. Bounded: an outage of hours must not fill the memory. */
final class Arrears {
    private static final Logger LOG = LoggerFactory.getLogger(Arrears.class);
    private static final int MOST = 100_000;
    private static final int AT_ONCE = 100;

    private final RedisLimitStore shared;
    private final Queue<Entry> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean paying = new AtomicBoolean();

    Arrears(RedisLimitStore shared) {
        this.shared = shared;
    }

    /** @param reserved whether the shared counts may know the reservation; else it is only charged */
    private record Entry(Reservation reservation, List<Long> consumed, boolean reserved) {}

    void settle(Reservation taken, List<Long> consumed) {
        add(new Entry(taken, consumed, true));
    }

    /** What was consumed of days and months; a rate has flowed back until it could be told. */
    void charge(Reservation elsewhere, List<Long> consumed) {
        var claims = new ArrayList<Claim>();
        var amounts = new ArrayList<Long>();
        for (int i = 0; i < consumed.size(); i++) {
            var claim = elsewhere.claims().get(i);
            if (claim.bucket().measure() instanceof Calendar && !claim.atOnce()) {
                claims.add(claim);
                amounts.add(consumed.get(i));
            }
        }
        if (!claims.isEmpty()) {
            add(new Entry(new Reservation(elsewhere.id(), claims), amounts, false));
        }
    }

    private void add(Entry entry) {
        if (size.get() < MOST) {
            size.incrementAndGet();
            waiting.add(entry);
        } else if (size.getAndIncrement() == MOST) {
            LOG.warn("Redis is away for so long that what is used of limits is not remembered any more");
        }
    }

    /** The shared counts answer: tells them the next few, one call after the other has been made. */
    void pay() {
        if (waiting.isEmpty() || !paying.compareAndSet(false, true)) {
            return;
        }
        List<Future<?>> told = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            var entry = waiting.poll();
            if (entry == null) {
                size.set(0);
                break;
            }
            size.decrementAndGet();
            told.add(pay(entry));
        }
        Future.join(told).onComplete(done -> {
            paying.set(false);
            if (done.succeeded()) {
                pay();
            }
        });
    }

    /** A settlement can be repeated, as it counts once. A charge cannot. */
    private Future<?> pay(Entry entry) {
        if (!entry.reserved()) {
            return shared.charge(entry.reservation(), entry.consumed());
        }
        return shared.settle(entry.reservation(), entry.consumed()).onFailure(away -> add(entry));
    }
}
