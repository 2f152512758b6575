package io.frond.classify;

import io.frond.config.BackendConfig;
import io.frond.config.Config;
import io.frond.model.Nearest;
import io.frond.model.Tenant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who is called what, as far as a tenant may know. */
final class Names {
    private static final String ANY = "*";
    private static final int SUGGESTIONS = 3;

    private final Set<String> classified;
    private final Map<String, BackendConfig> backends;
    private final boolean single;

    Names(Config config) {
        classified = new LinkedHashSet<>(List.of("auto"));
        classified.addAll(config.classify().models());
        backends = config.backends();
        single = config.tenants().isEmpty();
    }

    /** Whether the name leaves the choice to Frond. */
    boolean asksForClassification(String model) {
        return classified.contains(model);
    }

    /** The tenant's backend that has this name, or lists it among its models. */
    Optional<String> backend(Tenant tenant, String model) {
        if (tenant.backends().contains(model)) {
            return Optional.of(model);
        }
        return model.equals(ANY) ? Optional.empty() : offering(tenant, model);
    }

    /** The backend for names that nobody has: the one that takes every name, else the only one. */
    Optional<String> catchAll(Tenant tenant) {
        return offering(tenant, ANY)
                .or(() -> tenant.backends().size() == 1
                        ? Optional.of(tenant.backends().get(0))
                        : Optional.empty());
    }

    /**
     * The backend for calls that name no model: the one that lists their first path segment, else the one that takes
     * every path, else the only one. That last not where there are tenants: what one keeps at a provider, another with
     * the same backend could read, so the operator must have said it.
     */
    Optional<String> keeper(Tenant tenant, String family) {
        return keeping(tenant, family)
                .or(() -> keeping(tenant, ANY))
                .or(() -> single && tenant.backends().size() == 1
                        ? Optional.of(tenant.backends().get(0))
                        : Optional.empty());
    }

    private Optional<String> keeping(Tenant tenant, String family) {
        return tenant.backends().stream()
                .filter(name -> {
                    var backend = backends.get(name);
                    return backend != null && backend.paths().contains(family);
                })
                .findFirst();
    }

    private Optional<String> offering(Tenant tenant, String model) {
        for (String name : tenant.backends()) {
            var backend = backends.get(name);
            if (backend != null && backend.models().contains(model)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** Names that the tenant may use and that look like this one, nearest first; where none does, some that it may use. */
    List<String> near(Tenant tenant, String model) {
        var all = all(tenant);
        var near = Nearest.to(model, all, SUGGESTIONS);
        return near.isEmpty() ? all.stream().limit(SUGGESTIONS).toList() : near;
    }

    private Set<String> all(Tenant tenant) {
        var all = new LinkedHashSet<String>();
        if (!tenant.routes().isEmpty()) {
            all.addAll(classified);
        }
        all.addAll(tenant.routes());
        for (String name : tenant.backends()) {
            all.add(name);
            var backend = backends.get(name);
            if (backend != null) {
                all.addAll(backend.models());
            }
        }
        all.removeIf(name -> name.equals(ANY) || !tenant.grant().names(name));
        return all;
    }
}
