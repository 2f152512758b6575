package io.frond.admin;

import io.frond.cache.Likeness;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** Answers to questions in other words: how far each route is trusted with them, and which were wrong. */
public final class CacheRoutes implements Routes {
    private static final String SEMANTIC = "/admin/v1/cache/semantic";

    private final Supplier<Likeness> likeness;

    /** @param likeness the one at work */
    public CacheRoutes(Supplier<Likeness> likeness) {
        this.likeness = likeness;
    }

    @Override
    public void mount(Router router) {
        router.get(SEMANTIC).handler(on -> Answer.json(on, told(likeness.get())));
        router.delete(SEMANTIC + "/:id").handler(this::evict);
    }

    private static JsonObject told(Likeness known) {
        var routes = new JsonArray();
        known.standings().forEach(one -> routes.add(told(one)));
        return new JsonObject().put("questions", known.size()).put("routes", routes);
    }

    private static JsonObject told(Likeness.Standing one) {
        return new JsonObject()
                .put("tenant", one.tenant())
                .put("route", one.route())
                .put("error", one.error())
                .put("answers", one.threshold() <= 1)
                .put("threshold", Math.min(1, one.threshold()));
    }

    private void evict(RoutingContext on) {
        Answer.json(on, new JsonObject().put("evicted", likeness.get().evict(on.pathParam("id"))));
    }
}
