package io.frond.limit;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The open reservations of this node: named, renewed while their requests run, and settled with the store that gave
 * them, again and again while it cannot be reached. Outlives every configuration.
 *
 * <p>Safe from every event loop. Whoever makes it calls {@link #renew} three times per {@link LimitStore#LEASE}.
 */
public final class Reservations {
    /** Settlements that wait for a store; those beyond are lost, and their reservations lapse. */
    private static final int MOST_LATE = 100_000;

    private final String node;
    private final AtomicLong count = new AtomicLong();
    private final Map<String, Open> open = new ConcurrentHashMap<>();
    private final Map<String, Settlement> late = new ConcurrentHashMap<>();

    private record Open(Reservation reservation, LimitStore store) {}

    private record Settlement(LimitStore store, Reservation reservation, List<Long> consumed) {}

    /** @param node tells this process from all others, earlier ones of this machine too; letters and digits */
    public Reservations(String node) {
        this.node = node;
    }

    Reservation of(List<Claim> claims) {
        return new Reservation(node + "-" + Long.toString(count.incrementAndGet(), Character.MAX_RADIX), claims);
    }

    /** Call {@link #settle} once where it was allowed and anything is held. */
    Future<Taken> take(LimitStore store, Reservation wanted) {
        return store.take(wanted).map(taken -> {
            if (taken.allowed() && wanted.holds()) {
                open.put(wanted.id(), new Open(wanted, store));
            }
            return taken;
        });
    }

    void settle(LimitStore store, Reservation taken, List<Long> consumed) {
        open.remove(taken.id());
        var unused = store.settle(taken, consumed).onFailure(unreachable -> {
            if (late.size() < MOST_LATE) {
                late.put(taken.id(), new Settlement(store, taken, consumed));
            }
        });
    }

    /** Keeps what is open from lapsing, and settles what could not be settled before. */
    public void renew() {
        var byStore = new HashMap<LimitStore, List<Reservation>>();
        open.values().forEach(one -> byStore.computeIfAbsent(one.store, first -> new ArrayList<>())
                .add(one.reservation));
        byStore.forEach((store, running) -> {
            var unused = store.renew(running);
        });
        for (var one : List.copyOf(late.values())) {
            late.remove(one.reservation.id());
            settle(one.store, one.reservation, one.consumed);
        }
    }
}
