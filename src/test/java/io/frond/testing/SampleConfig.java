package io.frond.testing;

import io.frond.config.Ability;
import io.frond.config.AdminAccess;
import io.frond.config.BackendConfig;
import io.frond.config.BalanceConfig;
import io.frond.config.CacheConfig;
import io.frond.config.ClassifyConfig;
import io.frond.config.Config;
import io.frond.config.Effective;
import io.frond.config.HostPort;
import io.frond.config.IdentityConfig;
import io.frond.config.LimitsConfig;
import io.frond.config.LogConfig;
import io.frond.config.PriceList;
import io.frond.config.RouteConfig;
import io.frond.config.ServerConfig;
import io.frond.config.TenantConfig;
import io.frond.config.UsageConfig;
import io.frond.config.WatchConfig;
import io.frond.model.Credential;
import io.frond.model.Limits;
import io.frond.model.Patience;
import io.frond.model.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A configuration built by hand, part by part, for tests of one step. */
public final class SampleConfig {
    private final Map<String, BackendConfig> backends = new LinkedHashMap<>();
    private final Map<String, RouteConfig> routes = new LinkedHashMap<>();
    private final Map<String, TenantConfig> tenants = new LinkedHashMap<>();
    private CacheConfig cache = new CacheConfig(
            true,
            "memory",
            Duration.ofMinutes(10),
            64 << 20,
            null,
            CacheConfig.Idempotency.USUAL,
            CacheConfig.Semantic.USUAL);
    private String version = "v1";

    public SampleConfig backend(String name, String... models) {
        return backend(name, new BackendConfig.Cap(64), models);
    }

    /** A backend of which all tenants together may use so much. */
    public SampleConfig backend(String name, Limits all) {
        return backend(
                name, new BackendConfig.Cap(64, false, 0, Duration.ofSeconds(1), null, null, all), new String[0]);
    }

    private SampleConfig backend(String name, BackendConfig.Cap limits, String... models) {
        var endpoint = new BackendConfig.Endpoint(URI.create("http://127.0.0.1:1/v1"), null);
        var second = Duration.ofSeconds(1);
        backends.put(
                name,
                new BackendConfig(
                        name,
                        "general",
                        "openai",
                        BalanceConfig.usual("p2c"),
                        null,
                        List.of(models),
                        List.of(),
                        List.of(endpoint),
                        new BackendConfig.Timeout(second, second, second, second, second),
                        new BackendConfig.Retry(2, 0.2),
                        new BackendConfig.Breaker(0.5, 5, second, 10, second, 3, false),
                        limits,
                        List.of(),
                        Ability.ANY,
                        WatchConfig.NONE));
        return this;
    }

    public SampleConfig route(String name, String to) {
        return route(name, to, null);
    }

    public SampleConfig route(String name, String to, RouteConfig.When when) {
        routes.put(name, new RouteConfig(name, to, null, List.of(), when));
        return this;
    }

    /** A route whose answers are given to questions in other words. */
    public SampleConfig semantic(String name, String to, double error) {
        routes.put(
                name,
                new RouteConfig(
                        name,
                        to,
                        null,
                        List.of(),
                        null,
                        null,
                        false,
                        false,
                        Patience.USUAL,
                        Limits.NONE,
                        new RouteConfig.Semantic(true, error)));
        return this;
    }

    /** A route that all tenants together may use so much. */
    public SampleConfig limited(String name, String to, Limits limits) {
        routes.put(
                name,
                new RouteConfig(
                        name,
                        to,
                        null,
                        List.of(),
                        null,
                        null,
                        false,
                        false,
                        Patience.USUAL,
                        limits,
                        RouteConfig.Semantic.OFF));
        return this;
    }

    /** A tenant with limits, and keys with limits of their own. */
    public SampleConfig tenant(String name, List<String> may, Limits limits, Map<String, Limits> keys) {
        var all = keys.entrySet().stream()
                .map(key -> new TenantConfig.Key(
                        key.getKey(),
                        Credential.of(name + key.getKey()).digest(),
                        Scope.ALL,
                        null,
                        Map.of(),
                        key.getValue()))
                .toList();
        tenants.put(name, new TenantConfig(name, all, may, true, limits));
        return this;
    }

    /** A tenant whose one key is named {@code web}. */
    public SampleConfig tenant(String name, String key, List<String> may, Limits limits) {
        var keys = List.of(new TenantConfig.Key("web", Credential.of(key).digest()));
        tenants.put(name, new TenantConfig(name, keys, may, true, limits));
        return this;
    }

    public SampleConfig tenant(TenantConfig whole) {
        tenants.put(whole.name(), whole);
        return this;
    }

    public SampleConfig cache(CacheConfig other) {
        cache = other;
        return this;
    }

    public SampleConfig version(String other) {
        version = other;
        return this;
    }

    public Config build() {
        var second = Duration.ofSeconds(1);
        var loopback = new HostPort("127.0.0.1", 0);
        return new Config(
                new ServerConfig(
                        loopback,
                        loopback,
                        AdminAccess.LOOPBACK,
                        1 << 20,
                        second,
                        second,
                        second,
                        second,
                        false,
                        null,
                        false,
                        null,
                        List.of()),
                backends,
                Map.of(),
                new ClassifyConfig(List.of("auto"), "off", 0.08, second),
                routes,
                routes.isEmpty() ? "" : routes.keySet().iterator().next(),
                cache,
                null,
                LimitsConfig.inMemory(),
                tenants,
                IdentityConfig.NONE,
                new LogConfig("json", "info"),
                PriceList.NONE,
                UsageConfig.USUAL,
                null,
                version,
                Effective.NONE);
    }
}
