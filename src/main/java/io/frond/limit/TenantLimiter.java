package io.frond.limit;

import io.frond.config.Config;
import io.frond.config.TenantConfig;
import io.frond.config.TenantConfig.Limits;
import io.frond.limit.LimitStore.Rate;
import io.frond.limit.LimitStore.Taken;
import io.frond.model.Ask;
import io.frond.model.Lease;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Tenant;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The limits of each tenant of one configuration snapshot.
 *
 * <p>The place comes before the request's share of the minute, because a place can be given back: who is refused for
 * being too many at a time has not used up anything.
 */
public final class TenantLimiter implements Limiter {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Map<String, Limits> limits;
    private final LimitStore store;

    /** @param store kept over reloads, so that nobody gets a fresh minute by one */
    public TenantLimiter(Config config, LimitStore store) {
        this.limits = config.tenants().values().stream()
                .collect(Collectors.toUnmodifiableMap(TenantConfig::name, TenantConfig::limits));
        this.store = store;
    }

    @Override
    public Future<Lease> admit(Tenant tenant, Ask ask) {
        var limit = limits.getOrDefault(tenant.name(), Limits.NONE);
        return enter(tenant, limit)
                .compose(place ->
                        take(tenant, limit).<Lease>map(place::granting).onFailure(refused -> place.giveBack()));
    }

    private Future<Place> enter(Tenant tenant, Limits limit) {
        var places = limit.concurrent();
        if (places == null) {
            return Future.succeededFuture(Place.unlimited());
        }
        return store.enter(tenant.name(), places)
                .compose(entered -> entered
                        ? Future.succeededFuture(new Place(() -> store.leave(tenant.name())))
                        : full(tenant, limit, places));
    }

    private Future<Map<String, String>> take(Tenant tenant, Limits limit) {
        var rpm = limit.rpm();
        if (rpm == null) {
            return Future.succeededFuture(Map.of());
        }
        return store.take(tenant.name(), 1, Rate.perMinute(rpm)).map(taken -> allowed(taken, rpm));
    }

    private static Map<String, String> allowed(Taken taken, int rpm) {
        var headers = headers(taken, rpm);
        if (taken.allowed()) {
            return headers;
        }
        throw Refused.of(
                        Reason.POLICY_RATE,
                        "More than the " + rpm + " requests a minute that this key allows. Try again in "
                                + GoDuration.format(taken.pause()) + ".")
                .after(taken.pause())
                .with(headers);
    }

    private Future<Place> full(Tenant tenant, Limits limit, int places) {
        var refused = Refused.of(
                        Reason.POLICY_CONCURRENCY,
                        "This key allows " + places + " requests at a time, and so many are running."
                                + " Try again when one has ended.")
                .after(SOON);
        var rpm = limit.rpm();
        if (rpm == null) {
            return Future.failedFuture(refused);
        }
        return store.take(tenant.name(), 0, Rate.perMinute(rpm))
                .compose(seen -> Future.failedFuture(refused.with(headers(seen, rpm))));
    }

    private static Map<String, String> headers(Taken taken, int rpm) {
        return Map.of(
                "x-ratelimit-limit-requests", Integer.toString(rpm),
                "x-ratelimit-remaining-requests", Integer.toString(taken.remaining()),
                "x-ratelimit-reset-requests", GoDuration.format(taken.reset()));
    }
}
