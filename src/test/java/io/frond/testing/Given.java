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
import io.frond.config.UsageConfig;
import io.frond.config.WatchConfig;
import io.frond.model.Ask;
import io.frond.model.Caller;
import io.frond.model.Fields;
import io.frond.model.Message;
import io.frond.model.Operation;
import io.frond.model.Span;
import io.frond.model.Wishes;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configurations and requests for tests of the deciding steps, without the reader of files and bytes. */
public final class Given {

    private Given() {}

    /** A configuration of these backends and routes, the first route being the default. */
    public static Config config(List<BackendConfig> backends, List<RouteConfig> routes) {
        return config(new ClassifyConfig(List.of("auto"), "builtin", 0.08, Duration.ofSeconds(5)), backends, routes);
    }

    public static Config config(ClassifyConfig classify, List<BackendConfig> backends, List<RouteConfig> routes) {
        var backendsByName = new LinkedHashMap<String, BackendConfig>();
        backends.forEach(backend -> backendsByName.put(backend.name(), backend));
        var routesByName = new LinkedHashMap<String, RouteConfig>();
        routes.forEach(route -> routesByName.put(route.name(), route));
        return new Config(
                server(),
                backendsByName,
                Map.of(),
                classify,
                routesByName,
                routes.isEmpty() ? "" : routes.get(0).name(),
                new CacheConfig(
                        false,
                        "memory",
                        Duration.ofHours(1),
                        1 << 20,
                        null,
                        CacheConfig.Idempotency.USUAL,
                        CacheConfig.Semantic.USUAL),
                null,
                LimitsConfig.inMemory(),
                Map.of(),
                IdentityConfig.NONE,
                new LogConfig("json", "info"),
                PriceList.NONE,
                UsageConfig.USUAL,
                null,
                "test",
                Effective.NONE);
    }

    private static ServerConfig server() {
        var any = new HostPort("127.0.0.1", 0);
        var time = Duration.ofSeconds(10);
        return new ServerConfig(
                any, any, AdminAccess.LOOPBACK, 1 << 20, time, time, time, time, false, null, false, null, List.of());
    }

    public static BackendConfig backend(String name, String... models) {
        var second = Duration.ofSeconds(1);
        return new BackendConfig(
                name,
                "general",
                "openai",
                BalanceConfig.usual("p2c"),
                null,
                List.of(models),
                List.of(),
                List.of(),
                new BackendConfig.Timeout(second, second, second, second, second),
                new BackendConfig.Retry(1, 0.2),
                new BackendConfig.Breaker(0.5, 5, second, 10, second, 1, false),
                new BackendConfig.Cap(64),
                List.of(),
                Ability.ANY,
                WatchConfig.NONE);
    }

    public static RouteConfig route(String name, String to, String... examples) {
        return new RouteConfig(name, to, null, List.of(examples), null);
    }

    /** The same route, taken wherever the rule holds. */
    public static RouteConfig when(RouteConfig route, RouteConfig.When when) {
        return new RouteConfig(route.name(), route.to(), route.with(), route.examples(), when);
    }

    /** The same route, fetching from a knowledge first. */
    public static RouteConfig with(RouteConfig route, String knowledge) {
        return new RouteConfig(route.name(), route.to(), knowledge, route.examples(), route.when());
    }

    /** A request that leaves the choice to Frond. */
    public static Ask question(String text) {
        return ask("auto", false, Map.of(), Wishes.NONE, List.of(text));
    }

    /** A request for a model by its name. */
    public static Ask model(String model) {
        return ask(model, false, Map.of(), Wishes.NONE, List.of("hello"));
    }

    /** @param said what the user said, message by message; between them the assistant answered */
    public static Ask ask(String model, boolean tools, Map<String, String> headers, Wishes wishes, List<String> said) {
        var messages = new ArrayList<Message>();
        for (String text : said) {
            if (!messages.isEmpty()) {
                messages.add(new Message("assistant", "an answer", Span.before(0)));
            }
            messages.add(new Message("user", text, Span.before(0)));
        }
        var nowhere = Span.before(0);
        var fields = new Fields(
                model, nowhere, false, false, null, false, messages, tools, false, null, null, null, null, null, 1,
                nowhere);
        return new Ask("req_1", Operation.CHAT, Buffer.buffer("{}"), fields, wishes, headers::get, new Caller());
    }
}
