package io.frond.admin;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;

/** What knowledge there is. */
public final class KnowledgeRoutes implements Routes {
    private final Operations operations;

    public KnowledgeRoutes(Operations operations) {
        this.operations = operations;
    }

    @Override
    public void mount(Router router) {
        router.get("/admin/v1/knowledge")
                .handler(on -> Answer.json(on, new JsonObject().put("knowledge", operations.knowledge())));
    }
}
