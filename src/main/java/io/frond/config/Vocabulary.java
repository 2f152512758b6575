package io.frond.config;

import io.frond.model.Price;
import java.util.List;
import java.util.Map;
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
        var services = Services.Choice.from(root);
        var given = new WaysConfig.Given(plugins, models, backends, root.has("redis"), services);
        var before = given.again();
        WaysConfig ways = WaysConfig.from(root, given);
        RedisConfig redis = RedisConfig.from(root);
        LimitsConfig limits =
                root.block("limits", "where limits are counted", s -> LimitsConfig.from(s, root.has("redis")));
        var tenants = tenants(ways, before);
        IdentityConfig identity = IdentityConfig.from(root, tenants.keySet());
        LogConfig log = root.block("log", "what is logged, and how", LogConfig::from);
        PriceList prices = prices();
        UsageConfig usage = root.block(
                "usage", "who used how much, for reports and bills", s -> UsageConfig.from(s, root.has("redis")));
        FilesConfig files = FilesConfig.from(root);
        var whole = new Config(
                server,
                backends,
                ways.knowledge(),
                ways.classify(),
                ways.routes(),
                ways.defaultRoute(),
                ways.cache(),
                redis,
                limits,
                tenants,
                identity,
                log,
                prices,
                usage,
                files,
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

    private Map<String, TenantConfig> tenants(WaysConfig ways, WaysConfig.Given given) {
        boolean keyless = root.has("keys") || root.has("jwt");
        var reading = new TenantConfig.Reading(digests, ways, given, keyless);
        var all = root.named(
                "tenants",
                new Claims().name("another tenant"),
                "customers of this gateway, each with keys and limits",
                (name, s) -> TenantConfig.from(name, s, reading));
        if (root.has("tenants") && all.isEmpty()) {
            root.fault("tenants", "holds no tenant; leave the block out to serve this machine only, without keys");
        }
        return all;
    }
}
