package io.frond.admin;

import io.frond.config.HostPort;
import io.frond.upstream.Order;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The operators' port. It listens on loopback only and answers only requests that name a loopback host, so that no web
 * page can reach it by way of a browser on this machine (DNS rebinding).
 */
public final class Admin {
    private static final int IDLE_SECONDS = 60;

    private final Operations operations;
    private final HttpServer server;

    private Admin(Vertx vertx, Operations operations) {
        this.operations = operations;
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setIdleTimeout(IDLE_SECONDS)
                        .setHttp2ClearTextEnabled(false)
                        .setTcpNoDelay(true))
                .requestHandler(routes(vertx));
    }

    /** Listens; whoever starts it closes it. */
    public static Future<Admin> start(Vertx vertx, HostPort address, Operations operations) {
        var admin = new Admin(vertx, operations);
        return admin.server.listen(address.port(), address.host()).map(admin);
    }

    public int port() {
        return server.actualPort();
    }

    public Future<Void> close() {
        return server.close();
    }

    private Router routes(Vertx vertx) {
        var router = Router.router(vertx);
        router.route().handler(Admin::loopbackOnly);
        router.get("/metrics").handler(on -> text(on, "text/plain; version=0.0.4", operations.metrics()));
        router.get("/admin/v1/endpoints")
                .handler(on -> json(on, new JsonObject().put("endpoints", operations.endpoints())));
        for (Order order : Order.values()) {
            router.post("/admin/v1/endpoints/:name/" + order.name().toLowerCase(Locale.ROOT))
                    .handler(on -> tell(on, order));
        }
        router.post("/admin/v1/endpoints/*")
                .handler(on -> say(
                        on,
                        404,
                        "unknown_url",
                        "An endpoint is told by POST /admin/v1/endpoints/NAME/open, close, drain or undrain. "
                                + "In NAME write # as %23."));
        router.get("/admin/v1/knowledge")
                .handler(on -> json(on, new JsonObject().put("knowledge", operations.knowledge())));
        router.get("/admin/v1/schema").handler(on -> text(on, "application/schema+json", operations.schema()));
        router.post("/admin/v1/config/reload").handler(this::reload);
        router.route().handler(on -> say(on, 404, "unknown_url", "There is nothing at this path of the admin port."));
        return router;
    }

    private static void loopbackOnly(RoutingContext on) {
        if (names(on.request().authority()) && sameOrigin(on.request().getHeader("origin"))) {
            on.next();
        } else {
            say(on, 403, "forbidden_host", "The admin port answers requests to this machine's loopback name only.");
        }
    }

    private static boolean names(@Nullable HostAndPort authority) {
        return authority != null && new HostPort(authority.host(), 0).loopback();
    }

    /** The console will be the first page that may call; until then a browser has no business here. */
    private static boolean sameOrigin(@Nullable String origin) {
        return origin == null;
    }

    private void tell(RoutingContext on, Order order) {
        var name = on.pathParam("name");
        var state = operations.tell(name, order);
        if (state == null) {
            say(on, 404, "unknown_endpoint", "There is no endpoint " + name + ". GET /admin/v1/endpoints names all.");
        } else {
            json(on, state);
        }
    }

    private void reload(RoutingContext on) {
        operations
                .reload()
                .onSuccess(done -> json(on, new JsonObject().put("reloaded", true)))
                .onFailure(why -> say(on, 422, "invalid_config", String.valueOf(why.getMessage())));
    }

    private static void json(RoutingContext on, JsonObject body) {
        text(on, "application/json", body.encode());
    }

    private static void say(RoutingContext on, int status, String code, String message) {
        on.response().setStatusCode(status);
        json(
                on,
                new JsonObject()
                        .put(
                                "error",
                                new JsonObject()
                                        .put("message", message)
                                        .put("type", "invalid_request_error")
                                        .putNull("param")
                                        .put("code", code)));
    }

    private static void text(RoutingContext on, String type, String body) {
        var unused = on.response().putHeader("content-type", type).end(body);
    }
}
