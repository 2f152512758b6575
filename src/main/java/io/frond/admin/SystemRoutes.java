package io.frond.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The program as a whole: what it is, how it is, and what to send along when it is not well. */
public final class SystemRoutes implements Routes {

    /** What the program tells of itself. The wiring knows. */
    public interface Telling {

        /** Of Frond, of Java, of the machine. */
        JsonObject version();

        /** Whether it is ready, since when it runs, what it does. */
        JsonObject status();

        /** All that helps to find a fault. No secret, no prompt. */
        Future<JsonObject> support();
    }

    private final Telling telling;

    public SystemRoutes(Telling telling) {
        this.telling = telling;
    }

    @Override
    public void mount(Router router) {
        router.get("/admin/v1/version").handler(on -> Answer.json(on, telling.version()));
        router.get("/admin/v1/status").handler(on -> Answer.json(on, telling.status()));
        router.get("/admin/v1/support").handler(this::support);
        router.get("/admin/v1/openapi.json").handler(SystemRoutes::describe);
    }

    private void support(RoutingContext on) {
        on.response().putHeader("content-disposition", "attachment; filename=\"frond-support.json\"");
        answer(on, telling.support());
    }

    private static void describe(RoutingContext on) {
        answer(on, on.vertx().executeBlocking(OpenApi::document, false));
    }

    private static void answer(RoutingContext on, Future<JsonObject> body) {
        body.onSuccess(whole -> Answer.json(on, whole)).onFailure(why -> Answer.failed(on, why));
    }
}
