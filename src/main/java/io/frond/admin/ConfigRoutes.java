package io.frond.admin;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The configuration. */
public final class ConfigRoutes implements Routes {
    private final Operations operations;

    public ConfigRoutes(Operations operations) {
        this.operations = operations;
    }

    @Override
    public void mount(Router router) {
        router.get("/admin/v1/schema").handler(on -> Answer.text(on, "application/schema+json", operations.schema()));
        router.post("/admin/v1/config/reload").handler(this::reload);
    }

    private void reload(RoutingContext on) {
        operations
                .reload()
                .onSuccess(done -> Answer.json(on, new JsonObject().put("reloaded", true)))
                .onFailure(why -> Answer.error(on, 422, "invalid_config", String.valueOf(why.getMessage())));
    }
}
