package io.frond.config;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The part of a configuration that may differ per tenant: the ways to answer, how requests are told apart, what is
 * fetched first and which answers are kept.
 *
 * @param knowledge by label: its name, or {@code tenant/name} where it is the tenant's own
 * @param defaultRoute empty where there are no routes
 * @param version as of a whole configuration; empty where it is that of one
 */
public record WaysConfig(
        Map<String, KnowledgeConfig> knowledge,
        ClassifyConfig classify,
        Map<String, RouteConfig> routes,
        String defaultRoute,
        CacheConfig cache,
        String version) {

    /** Its keys at the top level, and in an override. */
    static final List<String> KEYS = List.of("routes", "default", "knowledge", "classify", "cache");

    public WaysConfig {
        knowledge = Collections.unmodifiableMap(new LinkedHashMap<>(knowledge));
        routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
    }

    /**
     * What everybody shares, as far as ways refer to it.
     *
     * @param models names that are taken; reading takes more
     * @param redis whether there is one
     * @param services other programs that there are
     */
    record Given(
            Names plugins,
            Claims models,
            Map<String, BackendConfig> backends,
            boolean redis,
            Services.Choice services) {

        /** For another reading, whose names are in nobody's way. */
        Given again() {
            return new Given(plugins, new Claims(new HashMap<>(models.taken())), backends, redis, services);
        }
    }

    static WaysConfig from(Section s, Given given) {
        return new Reading(s, given).ways(section -> CacheConfig.from(section, given.redis));
    }

    /** Those of a tenant, read from its override laid over the section that this was read from. */
    WaysConfig overridden(Section s, String tenant, Given given) {
        var own = new OwnReading(this, s, given).ways(section -> CacheConfig.within(section, given.redis, cache));
        var labelled = own.labelled(tenant, knowledge);
        return labelled.versioned(Fingerprint.of(given.backends, labelled));
    }

    /** Collections that are not everybody's get a label of their own, and so an index of their own. */
    private WaysConfig labelled(String tenant, Map<String, KnowledgeConfig> everybodys) {
        var labels = new HashMap<String, String>();
        var all = new LinkedHashMap<String, KnowledgeConfig>();
        knowledge.forEach((name, wanted) -> {
            boolean shared = wanted.equals(everybodys.get(name));
            var label = shared ? name : tenant + "/" + name;
            labels.put(name, label);
            all.put(label, shared ? wanted : wanted.named(label));
        });
        var leading = new LinkedHashMap<String, RouteConfig>();
        routes.forEach((name, route) -> leading.put(name, route.with() == null ? route : route.fetching(labels)));
        return new WaysConfig(all, classify, leading, defaultRoute, cache, "");
    }

    private WaysConfig versioned(String digest) {
        return new WaysConfig(knowledge, classify, routes, defaultRoute, cache, digest);
    }

    /** Reads the keys, in the order in which they refer to each other. */
    private static class Reading {
        private final Section s;
        private final Given given;

        Reading(Section s, Given given) {
            this.s = s;
            this.given = given;
        }

        WaysConfig ways(Function<Section, CacheConfig> cache) {
            var knowledge = s.named(
                    "knowledge",
                    new Claims().name("another knowledge"),
                    "collections of documents, each by a name of your choice",
                    (name, section) -> KnowledgeConfig.from(name, section, given.plugins, given.services));
            ClassifyConfig classify = s.block(
                    "classify",
                    "how requests that name no route are told apart",
                    section -> ClassifyConfig.from(section, given.models));
            var routes = s.named(
                    "routes",
                    given.models.name("a backend, model or route"),
                    "the ways to answer, each by a name of your choice",
                    (name, section) -> route(name, section, knowledge.keySet()));
            return new WaysConfig(knowledge, classify, routes, usual(routes), cache.apply(s), "");
        }

        RouteConfig route(String name, Section section, Set<String> knowledge) {
            return RouteConfig.from(name, section, given.backends.keySet(), knowledge);
        }

        private String usual(Map<String, RouteConfig> routes) {
            String named = s.optional(
                    "default",
                    Kinds.reference("route", routes.keySet()),
                    "the route of requests that fit none clearly; needed where there are several");
            if (named != null || s.has("default") || routes.isEmpty()) {
                return named == null ? "" : named;
            }
            if (routes.size() > 1) {
                s.fault("default", "with several routes, default must name the one for requests that fit none clearly");
            }
            return routes.keySet().iterator().next();
        }
    }

    /** Counts that all tenants share stay as they are. */
    private static final class OwnReading extends Reading {
        private final WaysConfig top;

        OwnReading(WaysConfig top, Section s, Given given) {
            super(s, given);
            this.top = top;
        }

        @Override
        RouteConfig route(String name, Section section, Set<String> knowledge) {
            var own = super.route(name, section, knowledge);
            var everybodys = top.routes.get(name);
            if (everybodys == null ? !own.limits().isEmpty() : !own.limits().equals(everybodys.limits())) {
                section.fault(
                        "limits",
                        "cannot differ per tenant: they hold for all tenants together;"
                                + " what this one may use stands under its own limits");
            }
            return everybodys != null && own.equals(everybodys) ? everybodys : own;
        }
    }
}
