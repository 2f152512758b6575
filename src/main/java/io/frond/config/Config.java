package io.frond.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One immutable snapshot of the whole configuration. Maps keep the order of the file.
 *
 * @param defaultRoute the route of unsure verdicts; empty where there are no routes
 * @param redis null where nothing is shared
 * @param version digest of everything that can change an answer; part of every cache key
 * @param effective all of it in the words of the file
 */
public record Config(
        ServerConfig server,
        Map<String, BackendConfig> backends,
        Map<String, KnowledgeConfig> knowledge,
        ClassifyConfig classify,
        Map<String, RouteConfig> routes,
        String defaultRoute,
        CacheConfig cache,
        @Nullable RedisConfig redis,
        LimitsConfig limits,
        Map<String, TenantConfig> tenants,
        LogConfig log,
        String version,
        Effective effective) {

    public Config {
        backends = ordered(backends);
        knowledge = ordered(knowledge);
        routes = ordered(routes);
        tenants = ordered(tenants);
    }

    /** The same behind another certificate; without TLS where it is null. */
    public Config secured(@Nullable TlsConfig tls) {
        return served(server.secured(tls));
    }

    /** The same at other addresses. */
    public Config at(HostPort listen, HostPort admin) {
        return served(server.at(listen, admin));
    }

    private Config served(ServerConfig there) {
        return new Config(
                there,
                backends,
                knowledge,
                classify,
                routes,
                defaultRoute,
                cache,
                redis,
                limits,
                tenants,
                log,
                version,
                effective);
    }

    Config versioned(String digest) {
        return new Config(
                server,
                backends,
                knowledge,
                classify,
                routes,
                defaultRoute,
                cache,
                redis,
                limits,
                tenants,
                log,
                digest,
                effective);
    }

    Config told(Effective whole) {
        return new Config(
                server,
                backends,
                knowledge,
                classify,
                routes,
                defaultRoute,
                cache,
                redis,
                limits,
                tenants,
                log,
                version,
                whole);
    }

    private static <T> Map<String, T> ordered(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
