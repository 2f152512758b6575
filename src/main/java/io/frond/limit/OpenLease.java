package io.frond.limit;

import io.frond.model.Lease;
import io.frond.model.Money;
import io.frond.model.Outcome;
import io.frond.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one request holds, part by part as it was taken on its way. Thread-safe. */
final class OpenLease implements Lease {
    private final Reservations reservations;
    private final LimitStore store;
    private final Need need;
    private final Function<String, Plan> backends;
    private final Standings standings = new Standings();
    private final List<Part> parts = new ArrayList<>(1);
    private @Nullable Usage usage;
    private Money cost = Money.ZERO;
    private volatile String meant = "";
    private volatile String answerer = "";

    private record Part(List<Line> lines, Reservation reservation) {}

    /** @param backends the limits of each by its name */
    OpenLease(Reservations reservations, LimitStore store, Need need, Function<String, Plan> backends) {
        this.reservations = reservations;
        this.store = store;
        this.need = need;
        this.backends = backends;
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

    /** The backend that the route names. */
    void meantFor(String backend) {
        meant = backend;
    }

    @Override
    public void answeredBy(String backend) {
        answerer = backend;
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
        if (isStandIn()) {
            charge(consumed);
        }
    }

    private boolean isStandIn() {
        return !answerer.isEmpty() && !meant.isEmpty() && !answerer.equals(meant);
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
                reservations.settle(store, part.reservation, consumed(part, used));
            }
        }
    }

    private List<Long> consumed(Part part, Usage used) {
        var consumed = new ArrayList<Long>(part.lines.size());
        for (var line : part.lines) {
            consumed.add(line.level().isOtherBackend(answerer) ? Long.valueOf(0) : line.consumed(used, cost));
        }
        return consumed;
    }

    /** A stand-in has answered: it is its limits that were used, though nobody asked them before. */
    private void charge(Usage used) {
        var lines = backends.apply(answerer).lines();
        if (lines.isEmpty()) {
            return;
        }
        var wanted = reservations.of(
                lines.stream().map(line -> Claim.held(line.bucket(), 0)).toList());
        var amounts = lines.stream().map(line -> line.charged(used, cost)).toList();
        reservations.take(store, wanted).onSuccess(taken -> reservations.settle(store, wanted, amounts));
    }
}
