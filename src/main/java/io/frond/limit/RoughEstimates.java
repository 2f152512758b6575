package io.frond.limit;

import io.frond.config.BackendConfig;
import io.frond.config.Config;
import io.frond.config.RouteConfig;
import io.frond.model.Ask;
import io.frond.model.Money;
import io.frond.model.Prices;
import io.frond.model.Tenant;
import io.frond.model.TokenEstimate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Estimates from the request's size and the prices of those who may answer it: the backend that it names and its
 * fallbacks, or all that the tenant may reach where that is not certain.
 */
public final class RoughEstimates implements Estimates {
    private final TokenEstimate tokens;
    private final Prices prices;
    private final Map<String, String> models = new HashMap<>();
    private final Map<String, List<String>> answering = new HashMap<>();

    /** By tenant, for those whose routes are not everybody's. */
    private final Map<String, Map<String, List<String>>> own = new HashMap<>();

    /** @param tokens of a request's prompt */
    public RoughEstimates(Config config, TokenEstimate tokens, Prices prices) {
        this.tokens = tokens;
        this.prices = prices;
        for (BackendConfig backend : config.backends().values()) {
            var written = backend.model();
            if (written != null) {
                models.put(backend.name(), written);
            }
            var answers = with(backend.name(), backend.fallback());
            answering.put(backend.name(), answers);
            backend.models().forEach(model -> answering.put(model, answers));
        }
        var bare = Map.copyOf(answering);
        answering.putAll(routes(config, bare));
        for (var tenant : config.tenants().values()) {
            if (tenant.own() != null) {
                var names = new HashMap<>(bare);
                names.putAll(routes(config.of(tenant.name()), bare));
                own.put(tenant.name(), names);
            }
        }
    }

    private static Map<String, List<String>> routes(Config config, Map<String, List<String>> backends) {
        var routes = new HashMap<String, List<String>>();
        for (RouteConfig route : config.routes().values()) {
            var fallback = route.fallback();
            routes.put(
                    route.name(),
                    fallback == null
                            ? backends.getOrDefault(route.to(), List.of(route.to()))
                            : with(route.to(), fallback));
        }
        return routes;
    }

    private static List<String> with(String backend, List<String> fallback) {
        var all = new ArrayList<String>();
        all.add(backend);
        all.addAll(fallback);
        return List.copyOf(all);
    }

    @Override
    public long prompt(Ask ask) {
        return tokens.prompt(ask);
    }

    @Override
    public Money atMost(Tenant tenant, Ask ask, long prompt, long answer) {
        var most = Money.ZERO;
        for (var backend : reached(tenant, ask)) {
            var price =
                    prices.of(backend, models.getOrDefault(backend, ask.fields().model()));
            if (price != null) {
                most = most.max(price.atMost(prompt, answer));
            }
        }
        return most;
    }

    private Collection<String> reached(Tenant tenant, Ask ask) {
        var names = own.getOrDefault(tenant.name(), answering);
        var certain = ask.wishes().route() == null ? names.get(ask.fields().model()) : null;
        if (certain != null) {
            return certain;
        }
        var all = new LinkedHashSet<String>();
        for (var backend : tenant.backends()) {
            all.addAll(names.getOrDefault(backend, List.of(backend)));
        }
        for (var route : tenant.routes()) {
            all.addAll(names.getOrDefault(route, List.of()));
        }
        return all;
    }
}
