package io.frond.http;

import static java.util.stream.Collectors.joining;

import io.frond.config.ServerConfig;
import io.frond.gateway.Gateway;
import io.frond.model.Clock;
import io.frond.model.Journal;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Workers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator.SplittableGenerator;

/**
 * The OpenAI surface: which path and method is answered by what. One per event loop; {@link #listen} opens them all.
 *
 * <p>Every path is served under several bases, since clients differ in what they hold to be the base URL.
 */
public final class Api {
    private static final List<HttpMethod> READ = List.of(HttpMethod.GET, HttpMethod.HEAD);

    private final Parts parts;
    private final Connections connections;
    private final Cors cors;
    private final Draining draining;
    private final Ids ids;
    private final ModelCalls calls;
    private final Models models;
    private final Health health;

    /**
     * What the surface is made of.
     *
     * @param gateways asked once per request, which then stays with the gateway it got
     * @param forwards whether a path that Frond does not know goes to a backend, by the first segment under the base
     * @param own what Frond answers without a model
     * @param ready whether requests can be answered; false makes {@code /readyz} say so, and nothing else
     * @param random makes ids; split once per event loop
     */
    public record Parts(
            ServerConfig server,
            Supplier<Gateway> gateways,
            Workers workers,
            Clock clock,
            Predicate<String> forwards,
            Resources own,
            BooleanSupplier ready,
            SplittableGenerator random) {}

    Api(Vertx vertx, Parts parts, Draining draining, SplittableGenerator random) {
        this.parts = parts;
        this.draining = draining;
        this.connections = new Connections(parts.server(), parts.clock());
        this.cors = new Cors(parts.server().origins());
        this.ids = new Ids(random);
        this.calls = new ModelCalls(
                parts.gateways(),
                new AskReader(vertx, parts.server(), parts.workers()),
                draining,
                new Turnstile(ContextInternal.current().nettyEventLoop()));
        this.models = new Models(parts.gateways());
        this.health = new Health(draining, parts.ready());
    }

    /** Opens the port on every event loop. Fails where the address cannot be had. */
    public static Future<HttpListener> listen(Vertx vertx, Parts parts) {
        return HttpListener.open(vertx, parts);
    }

    Router router(Vertx vertx) {
        var router = Router.router(vertx);
        for (String base : CallPath.BASES) {
            for (String family : parts.own().families()) {
                var own = accepting(CallPath.own(base, calls, parts.own()));
                var methods = parts.own().methods(family);
                on(router, methods, base + "/" + family, own);
                on(router, methods, base + "/" + family + "/*", own);
            }
            CallPath.ALL.stream()
                    .filter(one -> !parts.own().families().contains(one.family()))
                    .forEach(one -> on(router, one.methods(), base + one.path(), accepting(one.under(base, calls))));
            on(router, READ, base + "/models", accepting(models::list));
            on(router, READ, base + "/models/*", accepting(models::one));
        }
        CallPath.ALL.forEach(
                one -> on(router, one.methods(), CallPath.DEPLOYMENT + one.path(), accepting(one.deployed(calls))));
        on(router, READ, "/livez", health::live);
        on(router, READ, "/readyz", health::ready);
        on(router, READ, "/healthz", health::ready);
        on(router, READ, "/health/liveliness", health::live);
        on(router, READ, "/health/readiness", health::ready);
        router.route("/v1/v1/*").handler(context -> serve(context, Api::doubled));
        router.route().handler(context -> serve(context, this::unknown));
        router.errorHandler(400, context -> serve(context, Api::malformed));
        router.errorHandler(404, context -> serve(context, this::unknown));
        router.errorHandler(500, context -> serve(context, exchange -> refuse(exchange, context.failure())));
        return router;
    }

    Connections connections() {
        return connections;
    }

    /** Answers what is no request at all. */
    Malformed malformed() {
        return new Malformed(connections, ids, cors);
    }

    /** Ends what still runs on this loop. */
    void interrupt() {
        calls.interrupt();
    }

    private Exchange exchange(HttpServerRequest request) {
        String id = ids.request(request.getHeader(ReplyHeaders.REQUEST_ID));
        var journal = new Journal(id, ids.decision(), parts.clock().nanos());
        var exchange = new Exchange(request, journal, connections, Objects.requireNonNull(Vertx.currentContext()));
        cors.accompany(request);
        return exchange;
    }

    private void on(Router router, List<HttpMethod> methods, String path, Endpoint endpoint) {
        router.route(path)
                .useNormalizedPath(false)
                .handler(context -> serve(context, exchange -> only(methods, endpoint, exchange)));
    }

    private void serve(RoutingContext context, Endpoint endpoint) {
        if (!connections.begin(context.request().connection())) {
            return;
        }
        var exchange = exchange(context.request());
        try {
            Framing.check(exchange);
            if (cors.preflight(exchange.request())) {
                exchange.nothing(cors.permission(exchange.request()));
            } else {
                endpoint.answer(exchange);
            }
        } catch (RuntimeException failure) {
            refuse(exchange, failure);
        }
    }

    /** The one place where the surface says no by itself. What the gateway refuses, it has accounted already. */
    private void refuse(Exchange exchange, Throwable failure) {
        var why = exchange.why(failure);
        exchange.refuse(why);
        parts.gateways().get().refused(exchange.journal(), why);
    }

    private static void only(List<HttpMethod> methods, Endpoint endpoint, Exchange exchange) {
        var asked = exchange.request().method();
        if (methods.contains(asked)) {
            endpoint.answer(exchange);
            return;
        }
        var allowed = Map.of("allow", methods.stream().map(HttpMethod::name).collect(joining(", ")) + ", OPTIONS");
        if (!asked.equals(HttpMethod.OPTIONS)) {
            throw Refused.of(Reason.CALLER_METHOD, "This path does not serve the method of the request.")
                    .with(allowed);
        }
        exchange.nothing(allowed);
    }

    private Endpoint accepting(Endpoint endpoint) {
        return exchange -> {
            if (draining.begun()) {
                throw ModelCalls.stopping();
            }
            endpoint.answer(exchange);
        };
    }

    private static void doubled(Exchange exchange) {
        throw Refused.of(Reason.CALLER_URL, "The base URL already contains /v1, and the client has added it again.");
    }

    private void unknown(Exchange exchange) {
        var known = CallPath.unknown(exchange.request());
        if (known != null && parts.forwards().test(known.family())) {
            accepting(passed -> calls.answer(passed, known, "")).answer(exchange);
            return;
        }
        throw Refused.of(Reason.CALLER_URL, "There is nothing at this path.");
    }

    private static void malformed(Exchange exchange) {
        throw Refused.of(Reason.CALLER_INVALID, "The request needs one valid Host header and a path.");
    }
}
