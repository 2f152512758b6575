package io.frond;

import io.frond.config.Config;
import io.frond.config.RouteConfig;
import io.frond.upstream.Backend;
import io.frond.upstream.Chain;
import io.frond.upstream.Paced;
import io.frond.upstream.Ranked;
import io.frond.upstream.Rescuing;
import io.frond.upstream.Upstream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Each backend with those that answer when it cannot, and with what its routes ask of it. */
final class Chains {
    private final Config config;
    private final Map<String, Backend> backends;

    private Chains(Config config, Map<String, Backend> backends) {
        this.config = config;
        this.backends = backends;
    }

    /** By the backend's name. */
    static Map<String, Upstream> of(Config config, Map<String, Backend> backends) {
        var chains = new Chains(config, backends);
        return backends.keySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        name -> name, name -> chains.paced(chains.ranked(chains.chain(name)))));
    }

    private Upstream paced(Upstream chain) {
        var own = config.routes().values().stream()
                .filter(route -> !route.patience().usual())
                .collect(Collectors.toUnmodifiableMap(RouteConfig::name, RouteConfig::patience));
        return own.isEmpty() ? chain : new Paced(chain, own);
    }

    private Upstream ranked(Upstream chain) {
        var batch = names(RouteConfig::batch);
        return batch.isEmpty() ? chain : new Ranked(chain, batch);
    }

    private Upstream chain(String name) {
        var byRoute = new LinkedHashMap<String, List<Backend>>();
        config.routes().values().forEach(route -> {
            if (route.to().equals(name) && route.fallback() != null) {
                byRoute.put(route.name(), named(route.fallback()));
            }
        });
        var own = the(name, config.backends()).fallback();
        var rescued = names(route -> route.to().equals(name) && route.rescue());
        return new Rescuing(new Chain(the(name, backends), named(own), byRoute), rescued);
    }

    private Set<String> names(Predicate<RouteConfig> wanted) {
        return config.routes().values().stream()
                .filter(wanted)
                .map(RouteConfig::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<Backend> named(List<String> names) {
        return names.stream().map(name -> the(name, backends)).toList();
    }

    private static <T> T the(String name, Map<String, T> all) {
        return Objects.requireNonNull(all.get(name), name);
    }
}
