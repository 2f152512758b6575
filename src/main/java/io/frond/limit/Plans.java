package io.frond.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.frond.config.BackendConfig;
import io.frond.config.Config;
import io.frond.config.RouteConfig;
import io.frond.config.TenantConfig;
import io.frond.model.Limits;
import io.frond.model.Route;
import io.frond.model.Tenant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The plans of one configuration snapshot, put together beforehand. */
final class Plans {
    private static final int MOST_ISSUED = 10_000;

    private final Map<String, OfTenant> tenants = new LinkedHashMap<>();
    private final Map<String, Plan> routes = new LinkedHashMap<>();
    private final Map<String, Plan> backends = new LinkedHashMap<>();
    /** Of keys that the configuration does not know, as they come; put together again when they have not come for long. */
    private final Cache<KeyLimits, OfKey> issued = Caffeine.newBuilder()
            .maximumSize(MOST_ISSUED)
            .executor(Runnable::run)
            .build();

    /** What holds with one key: {@code models} has the names for which more than {@code others} holds. */
    private record OfKey(Plan others, Map<String, Plan> models) {

        private static final OfKey NONE = new OfKey(Plan.NONE, Map.of());

        Plan plan(String model) {
            return models.isEmpty() ? others : models.getOrDefault(model, others);
        }

        void each(Consumer<Plan> what) {
            what.accept(others);
            models.values().forEach(what);
        }
    }

    /**
     * @param all of the tenant itself
     * @param other of keys without limits of their own
     */
    private record OfTenant(Limits all, OfKey other, Map<String, OfKey> keys) {

        private static final OfTenant NONE = new OfTenant(Limits.NONE, OfKey.NONE, Map.of());
    }

    Plans(Config config) {
        for (TenantConfig tenant : config.tenants().values()) {
            tenants.put(tenant.name(), ofTenant(tenant));
        }
        for (RouteConfig route : config.routes().values()) {
            keep(routes, route.name(), Plan.NONE.and(Level.route(route.name()), route.limits()));
        }
        for (BackendConfig backend : config.backends().values()) {
            keep(
                    backends,
                    backend.name(),
                    Plan.NONE.and(
                            Level.backend(backend.name()), backend.limits().all()));
        }
    }

    private static void keep(Map<String, Plan> plans, String name, Plan plan) {
        if (!plan.isEmpty()) {
            plans.put(name, plan);
        }
    }

    private static OfTenant ofTenant(TenantConfig tenant) {
        var level = Level.tenant(tenant.name());
        var other = ofKey(level, tenant.limits(), level, Limits.NONE);
        var keys = new LinkedHashMap<String, OfKey>();
        for (var key : tenant.keys()) {
            if (!key.limits().isEmpty()) {
                keys.put(key.name(), ofKey(level, tenant.limits(), level.key(key.name()), key.limits()));
            }
        }
        return new OfTenant(tenant.limits(), other, keys);
    }

    private static OfKey ofKey(Level tenant, Limits all, Level key, Limits own) {
        var others = Plan.NONE.and(tenant, all).and(key, own);
        var names = new HashSet<>(all.models().keySet());
        names.addAll(own.models().keySet());
        var models = new LinkedHashMap<String, Plan>();
        for (var name : names) {
            models.put(
                    name,
                    others.and(tenant.model(name), all.models().get(name))
                            .and(key.model(name), own.models().get(name)));
        }
        return new OfKey(others, models);
    }

    /** @param model as the request names it */
    Plan of(Tenant tenant, String model) {
        var plans = tenants.getOrDefault(tenant.name(), OfTenant.NONE);
        var own = tenant.grant().limits();
        var key = own.isEmpty()
                ? plans.keys.getOrDefault(tenant.key(), plans.other)
                : ofIssued(new KeyLimits(tenant.name(), tenant.key(), own));
        return key.plan(model);
    }

    private OfKey ofIssued(KeyLimits key) {
        return issued.get(key, fresh -> {
            var level = Level.tenant(fresh.tenant());
            var all = tenants.getOrDefault(fresh.tenant(), OfTenant.NONE).all;
            return ofKey(level, all, level.key(fresh.key()), fresh.limits());
        });
    }

    /**
     * Each limit once.
     *
     * @param tenant empty for all, routes and backends too
     * @param beside of keys that the configuration does not know, whosever they are
     */
    Collection<Line> lines(String tenant, List<KeyLimits> beside) {
        var lines = new LinkedHashMap<String, Line>();
        tenants.forEach((name, plan) -> {
            if (tenant.isEmpty() || name.equals(tenant)) {
                plan.other.each(one -> collect(one, lines));
                plan.keys.values().forEach(key -> key.each(one -> collect(one, lines)));
            }
        });
        beside.stream()
                .filter(key -> tenant.isEmpty() || key.tenant().equals(tenant))
                .forEach(key -> ofIssued(key).each(one -> collect(one, lines)));
        if (tenant.isEmpty()) {
            routes.values().forEach(one -> collect(one, lines));
            backends.values().forEach(one -> collect(one, lines));
        }
        return lines.values();
    }

    private static void collect(Plan plan, Map<String, Line> lines) {
        plan.lines().forEach(line -> lines.putIfAbsent(line.bucket().name(), line));
    }

    /** Whether no route and no backend has limits. */
    boolean endAtAdmission() {
        return routes.isEmpty() && backends.isEmpty();
    }

    Plan ofBackend(String name) {
        return backends.getOrDefault(name, Plan.NONE);
    }

    Plan of(Route route) {
        var plan = routes.getOrDefault(route.name(), Plan.NONE);
        return plan.join(ofBackend(route.backend()));
    }
}
