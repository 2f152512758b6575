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
 * @param prices what models cost, of those backends and of the imported file
 * @param usage where usage is written down
 * @param files what Frond keeps of uploads itself; null where it keeps none
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
        IdentityConfig identity,
        LogConfig log,
        PriceList prices,
        UsageConfig usage,
        @Nullable FilesConfig files,
        String version,
        Effective effective) {

    public Config {
        backends = ordered(backends);
        knowledge = ordered(knowledge);
        routes = ordered(routes);
        tenants = ordered(tenants);
    }

    /** What it comes to for one tenant, who is the only one in it: all of this one where there is no override. */
    public Config of(String tenant) {
        var named = tenants.get(tenant);
        var own = named == null ? null : named.own();
        return named == null || own == null ? this : with(own, named);
    }

    /** What may differ per tenant, as it is for those without an override. */
    WaysConfig ways() {
        return new WaysConfig(knowledge, classify, routes, defaultRoute, cache, version);
    }

    /** Every collection by its label, those of single tenants too. */
    public Map<String, KnowledgeConfig> collections() {
        var all = new LinkedHashMap<>(knowledge);
        tenants.values().forEach(tenant -> {
            if (tenant.own() != null) {
                all.putAll(tenant.own().knowledge());
            }
        });
        return all;
    }

    private Config with(WaysConfig own, TenantConfig tenant) {
        return new Config(
                server,
                backends,
                own.knowledge(),
                own.classify(),
                own.routes(),
                own.defaultRoute(),
                own.cache(),
                redis,
                limits,
                Map.of(tenant.name(), tenant),
                identity,
                log,
                prices,
                usage,
                files,
                own.version(),
                effective);
    }

    /** The same behind another certificate; without TLS where it is null. */
    public Config secured(@Nullable TlsConfig tls) {
        return with(server.secured(tls), usage, version, effective);
    }

    /** The same at other addresses. */
    public Config at(HostPort listen, HostPort admin) {
        return with(server.at(listen, admin), usage, version, effective);
    }

    /** The same for a program that runs beside another and must not write where that one writes. */
    public Config apart() {
        return with(server, UsageConfig.USUAL, version, effective);
    }

    Config versioned(String digest) {
        return with(server, usage, digest, effective);
    }

    Config told(Effective whole) {
        return with(server, usage, version, whole);
    }

    private Config with(ServerConfig there, UsageConfig written, String digest, Effective whole) {
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
                identity,
                log,
                prices,
                written,
                files,
                digest,
                whole);
    }

    private static <T> Map<String, T> ordered(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
