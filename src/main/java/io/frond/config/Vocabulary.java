package io.frond.config;

import io.frond.model.Price;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The top level of the configuration, and what its parts must agree about. */
final class Vocabulary {
    private static final int VERSION = 1;

    private final Section root;
    private final Names plugins;
    private final Claims models = Claims.ofModels();
    private final Claims digests = new Claims();
    private final PriceList.Collected prices = new PriceList.Collected();

    private Vocabulary(Section root, Names plugins) {
        this.root = root;
        this.plugins = plugins;
    }

    static Config read(Section root, Names plugins) {
        return new Vocabulary(root, plugins).config();
    }

    private Config config() {
        int unused = root.integer("version", VERSION, VERSION, VERSION, "version of this vocabulary");
        boolean open = open();
        boolean guarded = root.has("tenants");
        ServerConfig server = root.block(
                "server", "where Frond listens, and bounds of what it reads", s -> ServerConfig.from(s, open, guarded));
        var backends = backends(server.zone());
        var knowledge = knowledge();
        ClassifyConfig classify = root.block(
                "classify", "how requests that name no route are told apart", s -> ClassifyConfig.from(s, models));
        var routes = routes(backends.keySet(), knowledge.keySet());
        String usual = usual(routes);
        RedisConfig redis = RedisConfig.from(root);
        CacheConfig cache = CacheConfig.from(root);
        LimitsConfig limits =
                root.block("limits", "where limits are counted", s -> LimitsConfig.from(s, root.has("redis")));
        var tenants = tenants(routes.keySet());
        IdentityConfig identity = IdentityConfig.from(root, tenants.keySet());
        LogConfig log = root.block("log", "what is logged, and how", LogConfig::from);
        PriceList prices = prices();
        UsageConfig usage = root.block(
                "usage", "who used how much, for reports and bills", s -> UsageConfig.from(s, root.has("redis")));
        var whole = new Config(
                server,
                backends,
                knowledge,
                classify,
                routes,
                usual,
                cache,
                redis,
                limits,
                tenants,
                identity,
                log,
                prices,
                usage,
                "",
                Effective.NONE);
        return whole.versioned(Fingerprint.of(whole));
    }

    private PriceList prices() {
        Map<String, Price> imported = root.optional(
                "prices",
                PriceKinds.file(),
                "LiteLLM's price file, model_prices_and_context_window.json; what backends say themselves comes first");
        return prices.with(imported == null ? Map.of() : imported);
    }

    private boolean open() {
        var words = Kinds.choice(List.of("keys", "open"));
        String auth = root.optional(
                "auth",
                words,
                "keys: callers need one. open: any key or none, from everywhere."
                        + " Without it: keys where there are tenants, else any caller on this machine");
        if ("open".equals(auth) && root.has("tenants")) {
            root.fault("auth", "open and tenants exclude each other: with tenants every caller needs a key");
        }
        if ("keys".equals(auth) && !root.has("tenants")) {
            root.fault("auth", "asks for keys, but there are no tenants that have any");
        }
        return "open".equals(auth);
    }

    private Map<String, BackendConfig> backends(@Nullable String zone) {
        var others = new ForwardNames();
        var reading = new BackendConfig.Reading(plugins, models, others, prices, zone);
        var all = root.named(
                "backends",
                models.name("a backend or model"),
                "the models, each by a name of your choice",
                (name, s) -> BackendConfig.from(name, s, reading));
        others.check(all.keySet());
        if (all.isEmpty()) {
            root.fault("backends", "there must be at least one backend, with its url");
        }
        return all;
    }

    private Map<String, KnowledgeConfig> knowledge() {
        return root.named(
                "knowledge",
                new Claims().name("another knowledge"),
                "collections of documents, each by a name of your choice",
                (name, s) -> KnowledgeConfig.from(name, s, plugins));
    }

    private Map<String, RouteConfig> routes(Set<String> backends, Set<String> knowledge) {
        return root.named(
                "routes",
                models.name("a backend, model or route"),
                "the ways to answer, each by a name of your choice",
                (name, s) -> RouteConfig.from(name, s, backends, knowledge));
    }

    private String usual(Map<String, RouteConfig> routes) {
        String named = root.optional(
                "default",
                Kinds.reference("route", routes.keySet()),
                "the route of requests that fit none clearly; needed where there are several");
        if (named != null || root.has("default") || routes.isEmpty()) {
            return named == null ? "" : named;
        }
        if (routes.size() > 1) {
            root.fault("default", "with several routes, default must name the one for requests that fit none clearly");
        }
        return routes.keySet().iterator().next();
    }

    private Map<String, TenantConfig> tenants(Set<String> routes) {
        boolean keyless = root.has("keys") || root.has("jwt");
        var all = root.named(
                "tenants",
                new Claims().name("another tenant"),
                "customers of this gateway, each with keys and limits",
                (name, s) -> TenantConfig.from(name, s, digests, routes, keyless));
        if (root.has("tenants") && all.isEmpty()) {
            root.fault("tenants", "holds no tenant; leave the block out to serve this machine only, without keys");
        }
        return all;
    }
}
