package io.frond.limit;

import io.frond.config.Config;
import io.frond.model.Ask;
import io.frond.model.Lease;
import io.frond.model.Route;
import io.frond.model.Spent;
import io.frond.model.Tenant;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The limits of one configuration snapshot.
 *
 * <p>Those of tenant, key and model are taken together at admission, in one step of the store. Those of a route and its
 * backend cannot be known before it is chosen; they cost a second step, and only where there are any.
 */
public final class TenantLimiter implements Limiter {
    private static final Future<Lease> UNLIMITED = Future.succeededFuture(Lease.UNLIMITED);

    private final Plans plans;
    private final LimitStore store;
    private final Reservations reservations;
    private final Estimates estimates;

    /** @param store kept over reloads, so that nobody gets a fresh minute by one */
    public TenantLimiter(Config config, LimitStore store, Reservations reservations, Estimates estimates) {
        this.plans = new Plans(config);
        this.store = store;
        this.reservations = reservations;
        this.estimates = estimates;
    }

    @Override
    public Future<Lease> admit(Tenant tenant, Ask ask) {
        var plan = plans.of(tenant, ask.fields().model());
        if (plan.isEmpty() && plans.endAtAdmission()) {
            return UNLIMITED;
        }
        var need = new Need(estimates, tenant, ask, plan.reserveWithin());
        return take(plan, new OpenLease(reservations, store, need, plans::ofBackend))
                .map(lease -> lease);
    }

    @Override
    public Future<Route> pass(Lease lease, Route route) {
        if (plans.endAtAdmission() || !(lease instanceof OpenLease open)) {
            return Future.succeededFuture(route);
        }
        open.meantFor(route.backend());
        return take(plans.of(route), open).map(route);
    }

    @Override
    public Future<List<LimitFill>> fills(String tenant, int most, List<KeyLimits> issued) {
        var lines = plans.lines(tenant, issued).stream().limit(most).toList();
        return store.look(lines.stream().map(Line::bucket).toList()).map(fills -> IntStream.range(0, lines.size())
                .mapToObj(i -> lines.get(i).with(fills.get(i)))
                .toList());
    }

    @Override
    public Future<Void> recollect(Bucket.Calendar period, List<Spent> spent, List<KeyLimits> issued) {
        var sums = new HashMap<String, Long>();
        spent.forEach(one -> Level.of(one)
                .forEach(level -> sums.merge(level.name(), one.cost().nanos(), Long::sum)));
        var lines = plans.lines("", issued).stream()
                .filter(line -> line.bucket().measure() == period
                        && sums.containsKey(line.level().name()))
                .toList();
        var nothing = reservations.of(
                lines.stream().map(line -> Claim.held(line.bucket(), 0)).toList());
        var used = lines.stream().map(line -> sums.get(line.level().name())).toList();
        return store.take(nothing).compose(taken -> store.settle(nothing, used)).mapEmpty();
    }

    private Future<OpenLease> take(Plan plan, OpenLease lease) {
        var bound = plan.bound();
        var ask = lease.need().ask();
        var longest = ask.fields().longest();
        if (bound != null && longest != null && longest > bound.tokens()) {
            return Future.failedFuture(Refusal.tooLong(ask, longest, bound));
        }
        if (plan.lines().isEmpty()) {
            return Future.succeededFuture(lease);
        }
        var wanted = reservations.of(plan.claims(lease.need()));
        return reservations.take(store, wanted).map(taken -> lease.with(plan.lines(), wanted, taken));
    }
}
