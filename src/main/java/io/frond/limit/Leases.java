package io.frond.limit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The reservations that are open, and those that lapsed and may still be settled; the oldest first, because all last
 * equally long. Owned by the store's lock.
 */
final class Leases {
    private static final long LEASE = LimitStore.LEASE.toNanos();
    private static final long REMEMBERED = LimitStore.REMEMBERED.toNanos();

    private final Map<String, Lasting> open = new LinkedHashMap<>();
    private final Map<String, Lasting> lapsed = new LinkedHashMap<>();

    private record Lasting(Reservation reservation, long until) {}

    void begin(Reservation taken, long now) {
        open.put(taken.id(), new Lasting(taken, now + LEASE));
    }

    void renew(Reservation taken, long now) {
        if (open.remove(taken.id()) != null) {
            begin(taken, now);
        }
    }

    /** Whether it was open. */
    boolean end(Reservation taken) {
        return open.remove(taken.id()) != null;
    }

    /** Whether it had lapsed and was not settled since. */
    boolean recall(Reservation taken) {
        return lapsed.remove(taken.id()) != null;
    }

    /** @param giveBack what becomes of each whose time is over */
    void lapse(long now, Consumer<Reservation> giveBack) {
        for (var late = due(open, now); late != null; late = due(open, now)) {
            open.remove(late.id());
            lapsed.put(late.id(), new Lasting(late, now + REMEMBERED));
            giveBack.accept(late);
        }
        for (var old = due(lapsed, now); old != null; old = due(lapsed, now)) {
            lapsed.remove(old.id());
        }
    }

    private static @Nullable Reservation due(Map<String, Lasting> lasting, long now) {
        if (lasting.isEmpty()) {
            return null;
        }
        var oldest = lasting.values().iterator().next();
        return oldest.until - now <= 0 ? oldest.reservation : null;
    }
}
