package io.frond.limit;

import io.frond.model.Lease;
import io.frond.model.Money;
import io.frond.model.Outcome;
import io.frond.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one request holds, part by part as it was taken on its way. Thread-safe. */
final class OpenLease implements Lease {
    private final Reservations reservations;
    private final LimitStore store;
    private final Need need;
    private final Standings standings = new Standings();
    private final List<Part> parts = new ArrayList<>(1);
    private @Nullable Usage usage;
    private Money cost = Money.ZERO;

    private record Part(List<Line> lines, Reservation reservation) {

        List<Long> consumed(Usage usage, Money cost) {
            var consumed = new ArrayList<Long>(lines.size());
            for (var line : lines) {
                consumed.add(line.consumed(usage, cost));
            }
            return consumed;
        }
    }

    OpenLease(Reservations reservations, LimitStore store, Need need) {
        this.reservations = reservations;
        this.store = store;
        this.need = need;
    }

    Need need() {
        return need;
    }

    /** Takes in the answer to a reservation; throws {@link io.frond.model.Refused} where it was refused. */
    OpenLease with(List<Line> lines, Reservation wanted, Taken taken) {
        boolean closed;
        synchronized (this) {
            standings.add(lines, taken);
            if (!taken.allowed()) {
                throw Refusal.of(lines, wanted, taken, standings);
            }
            closed = usage != null;
            parts.add(new Part(lines, wanted));
        }
        if (closed) {
            settle();
        }
        return this;
    }

    @Override
    public synchronized Map<String, String> headers() {
        return standings.headers();
    }

    @Override
    public void close(Outcome outcome, Usage consumed, Money price) {
        synchronized (this) {
            if (usage != null) {
                return;
            }
            usage = consumed;
            cost = price;
        }
        settle();
    }

    private void settle() {
        List<Part> due;
        Usage used;
        synchronized (this) {
            due = List.copyOf(parts);
            parts.clear();
            used = usage == null ? Usage.UNKNOWN : usage;
        }
        for (var part : due) {
            if (part.reservation.holds()) {
                reservations.settle(store, part.reservation, part.consumed(used, cost));
            }
        }
    }
}
