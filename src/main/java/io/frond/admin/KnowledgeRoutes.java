package io.frond.admin;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

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
        router.get("/admin/v1/knowledge/:knowledge").handler(this::one);
    }

    private void one(RoutingContext on) {
        var name = on.pathParam("knowledge");
        var known = operations.knowledge(name);
        if (known == null) {
            Answer.error(
                    on,
                    404,
                    "unknown_knowledge",
                    "There is no knowledge " + name + ". GET /admin/v1/knowledge names all; in a name write / as %2F.");
        } else {
            Answer.json(on, known);
        }
    }
}
