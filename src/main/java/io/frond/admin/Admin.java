package io.frond.admin;

import io.frond.config.AdminAccess;
import io.frond.config.HostPort;
import io.frond.model.Clock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.random.RandomGenerator;

/** The operators' port: who may come in, and what is mounted on it. */
public final class Admin {
    private static final int IDLE_SECONDS = 60;
    private static final long LARGEST_BODY = 2 << 20;

    private final HttpServer server;

    private final List<String> mounted;

    private Admin(HttpServer server, List<String> mounted) {
        this.server = server;
        this.mounted = mounted;
    }

    /**
     * What the port is made of.
     *
     * @param ids names requests; the port's alone
     */
    public record Parts(
            HostPort address, AdminAccess access, Audit audit, Clock clock, RandomGenerator ids, List<Routes> routes) {
        public Parts {
            routes = List.copyOf(routes);
        }
    }

    /** Listens; whoever starts it closes it. Fails where others could reach the address and no token is asked for. */
    public static Future<Admin> start(Vertx vertx, Parts parts) {
        if (!parts.address().loopback() && parts.access().token() == null) {
            return Future.failedFuture("The admin address " + parts.address()
                    + " is not loopback: set server.admin_token if other machines may call.");
        }
        var router = router(vertx, parts);
        var server = vertx.createHttpServer(new HttpServerOptions()
                        .setIdleTimeout(IDLE_SECONDS)
                        .setHttp2ClearTextEnabled(false)
                        .setTcpNoDelay(true))
                .requestHandler(router);
        return server.listen(parts.address().port(), parts.address().host())
                .map(listening -> new Admin(listening, mounted(router)));
    }

    private static List<String> mounted(Router router) {
        return router.getRoutes().stream()
                .filter(route -> route.getPath() != null && route.methods() != null)
                .flatMap(route -> route.methods().stream().map(method -> method + " " + route.getPath()))
                .filter(path -> !path.endsWith("/"))
                .toList();
    }

    /** What can be asked for, as {@code GET /admin/v1/config}; a variable segment begins with a colon. */
    public List<String> mounted() {
        return mounted;
    }

    public int port() {
        return server.actualPort();
    }

    public Future<Void> close() {
        return server.close();
    }

    static Router router(Vertx vertx, Parts parts) {
        var gate = new Gate(parts.access(), new Refusals(parts.audit(), parts.clock()));
        var router = Router.router(vertx);
        router.route().handler(new RequestIds(parts.ids())::name).failureHandler(Answer::failed);
        router.route().handler(Admin::headers);
        router.route().handler(gate::check);
        router.route().handler(new Deed(parts.audit(), gate.who())::follow);
        router.route().handler(Admin::asItIs);
        router.route().handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
        parts.routes().forEach(routes -> routes.mount(router));
        router.route()
                .handler(on -> Answer.error(
                        on, 404, "unknown_url", "There is nothing at this path of the admin port by this method."));
        return router;
    }

    private static void headers(RoutingContext on) {
        on.response().putHeader("cache-control", "no-store").putHeader("x-content-type-options", "nosniff");
        on.next();
    }

    /** curl says of every file that it is a form; taken for one, a body would be decoded, or refused. */
    private static void asItIs(RoutingContext on) {
        var type = on.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.startsWith(HttpHeaders.APPLICATION_X_WWW_FORM_URLENCODED.toString())) {
            on.request().headers().remove(HttpHeaders.CONTENT_TYPE);
        }
        on.next();
    }
}
