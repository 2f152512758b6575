package io.frond.admin;

import io.frond.account.Rating;
import io.frond.account.Ratings;
import io.frond.account.Sign;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** How good the answers of the routes were. */
public final class OutcomeRoutes implements Routes {
    private final Ratings ratings;

    public OutcomeRoutes(Ratings ratings) {
        this.ratings = ratings;
    }

    @Override
    public void mount(Router router) {
        router.get("/admin/v1/outcomes").handler(this::tell);
    }

    private void tell(RoutingContext on) {
        var wanted = on.request().getParam("tenant");
        var routes = new JsonArray();
        ratings.standings().stream()
                .filter(one -> wanted == null || wanted.equals(one.tenant()))
                .forEach(one -> routes.add(told(one)));
        Answer.json(on, new JsonObject().put("routes", routes));
    }

    private static JsonObject told(Ratings.Standing one) {
        var summary = one.summary();
        return new JsonObject()
                .put("tenant", one.tenant())
                .put("route", one.route())
                .put("answers", summary.answers())
                .put("feedback", feedback(summary))
                .put("implicit", implicit(summary));
    }

    private static JsonObject feedback(Rating.Summary summary) {
        return new JsonObject()
                .put("count", summary.judged())
                .put("good", summary.good())
                .put("bad", summary.bad())
                .put("mean", summary.mean())
                .put("low", summary.low())
                .put("high", summary.high());
    }

    private static JsonObject implicit(Rating.Summary summary) {
        var signs = new JsonObject();
        for (Sign sign : Sign.values()) {
            signs.put(sign.label(), summary.signs().getOrDefault(sign, 0L));
        }
        return signs;
    }
}
