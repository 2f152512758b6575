package io.frond.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One immutable snapshot of the whole configuration. Maps keep the order of the file.
 *
 * @param defaultRoute the route of unsure verdicts; empty where there are no routes
 * @param version digest of everything that can change an answer; part of every cache key
 */
public record Config(
        ServerConfig server,
        Map<String, BackendConfig> backends,
        Map<String, KnowledgeConfig> knowledge,
        ClassifyConfig classify,
        Map<String, RouteConfig> routes,
        String defaultRoute,
        CacheConfig cache,
        Map<String, TenantConfig> tenants,
        IdentityConfig identity,
        LogConfig log,
        String version) {

    public Config {
        backends = ordered(backends);
        knowledge = ordered(knowledge);
        routes = ordered(routes);
        tenants = ordered(tenants);
    }

    /** The same at other addresses. */
    public Config at(HostPort listen, HostPort admin) {
        var there = server.at(listen, admin);
        return new Config(
                there, backends, knowledge, classify, routes, defaultRoute, cache, tenants, identity, log, version);
    }

    Config versioned(String digest) {
        return new Config(
                server, backends, knowledge, classify, routes, defaultRoute, cache, tenants, identity, log, digest);
    }

    private static <T> Map<String, T> ordered(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
