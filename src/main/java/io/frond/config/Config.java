package io.frond.config;

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
        LogConfig log,
        String version) {}
