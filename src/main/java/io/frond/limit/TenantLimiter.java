package io.frond.limit;

import io.frond.config.Config;
import io.frond.config.TenantConfig;
import io.frond.config.TenantConfig.Limits;
import io.frond.limit.Bucket.Places;
import io.frond.limit.Bucket.Rate;
import io.frond.limit.Taken.Standing;
import io.frond.model.Ask;
import io.frond.model.Lease;
import io.frond.model.Outcome;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Tenant;
import io.frond.model.Usage;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The limits of each tenant of one configuration snapshot. */
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
        var wanted = new Reservation(
                UUID.randomUUID().toString(), claims(tenant, limits.getOrDefault(tenant.name(), Limits.NONE)));
        return store.take(wanted).map(taken -> admitted(wanted, taken));
    }

    private static List<Claim> claims(Tenant tenant, Limits limit) {
        var scope = "tenant:" + tenant.name();
        var claims = new ArrayList<Claim>(2);
        if (limit.rpm() != null) {
            claims.add(
                    Claim.used(new Bucket(scope, scope + ":rpm", new Rate(Duration.ofMinutes(1)), limit.rpm()), 1));
        }
        if (limit.concurrent() != null) {
            claims.add(
                    Claim.held(new Bucket(scope, scope + ":concurrent", Places.AT_ONCE, limit.concurrent()), 1));
        }
        return claims;
    }

    private Lease admitted(Reservation wanted, Taken taken) {
        var headers = new HashMap<String, String>();
        for (int i = 0; i < wanted.claims().size(); i++) {
            if (wanted.claims().get(i).atOnce()) {
                headers.putAll(headers(wanted.claims().get(i).bucket(), taken.standings().get(i)));
            }
        }
        for (int i = 0; i < wanted.claims().size(); i++) {
            if (!taken.standings().get(i).fits()) {
                throw refused(wanted.claims().get(i), taken.standings().get(i)).with(headers);
            }
        }
        return lease(wanted, Map.copyOf(headers));
    }

    private Lease lease(Reservation wanted, Map<String, String> headers) {
        return new Lease() {
            @Override
            public Map<String, String> headers() {
                return headers;
            }

            @Override
            public void close(Outcome outcome, Usage usage) {
                if (wanted.holds()) {
                    var unused = store.settle(
                            wanted, wanted.claims().stream().map(claim -> 0L).toList());
                }
            }
        };
    }

    private static Refused refused(Claim claim, Standing standing) {
        if (claim.atOnce()) {
            return Refused.of(
                            Reason.POLICY_RATE,
                            "More than the " + claim.bucket().limit() + " requests a minute that this key allows."
                                    + " Try again in " + GoDuration.format(standing.pause()) + ".")
                    .after(standing.pause());
        }
        return Refused.of(
                        Reason.POLICY_CONCURRENCY,
                        "This key allows " + claim.bucket().limit() + " requests at a time, and so many are running."
                                + " Try again when one has ended.")
                .after(SOON);
    }

    private static Map<String, String> headers(Bucket bucket, Standing standing) {
        return Map.of(
                "x-ratelimit-limit-requests", Long.toString(bucket.limit()),
                "x-ratelimit-remaining-requests", Long.toString(standing.remaining()),
                "x-ratelimit-reset-requests", GoDuration.format(standing.reset()));
    }
}
