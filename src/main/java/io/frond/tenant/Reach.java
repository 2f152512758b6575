package io.frond.tenant;

import io.frond.config.BackendConfig;
import io.frond.config.Config;
import io.frond.config.RouteConfig;
import io.frond.config.TenantConfig;
import io.frond.model.Grant;
import io.frond.model.Scope;
import io.frond.model.Tenant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a tenant may use of a configuration: as its keys find it, each of which may allow less. */
final class Reach {
    /** Among a backend's names: all that nobody else has. */
    private static final String ANY = "*";

    private final Config config;
    private final TenantConfig tenant;

    private Reach(Config config, TenantConfig tenant) {
        this.config = config;
        this.tenant = tenant;
    }

    static Tenant of(Config config, TenantConfig tenant) {
        return new Reach(config, tenant).tenant();
    }

    private Tenant tenant() {
        var routes = tenant.routes().isEmpty() ? List.copyOf(config.routes().keySet()) : tenant.routes();
        var backends = backends();
        var grant = new Grant(Scope.ALL, tenant.models(), Map.of());
        return new Tenant(
                tenant.name(), "", routes, backends, models(routes, backends, grant), tenant.chooses(), grant);
    }

    /**
     * What the classifier's rules accept by name. The names of classification mean nothing without a route to choose,
     * and a backend's further names are as much hidden from strangers as the backend itself.
     */
    private List<String> models(List<String> routes, List<String> backends, Grant grant) {
        var models = new LinkedHashSet<String>();
        if (!routes.isEmpty()) {
            models.add(Tenant.AUTO);
            models.addAll(config.classify().models());
        }
        models.addAll(routes);
        models.addAll(backends);
        backends.forEach(name -> models.addAll(backend(name).models()));
        if (models.remove(ANY)) {
            tenant.models().stream().filter(Reach::plain).forEach(models::add);
        }
        models.removeIf(name -> !grant.names(name));
        return List.copyOf(models);
    }

    private static boolean plain(String pattern) {
        return !pattern.contains("*") && !pattern.contains("?");
    }

    /** Whoever is held to some routes reaches no other backend by naming it. */
    private List<String> backends() {
        var reached = tenant.routes().stream()
                .map(name -> Objects.requireNonNull(config.routes().get(name), name))
                .map(RouteConfig::to)
                .toList();
        return config.backends().values().stream()
                .map(BackendConfig::name)
                .filter(name -> tenant.routes().isEmpty() || reached.contains(name))
                .toList();
    }

    private BackendConfig backend(String name) {
        return Objects.requireNonNull(config.backends().get(name), name);
    }
}
