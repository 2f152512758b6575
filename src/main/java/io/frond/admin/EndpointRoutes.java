package io.frond.admin;

import io.frond.upstream.Order;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** Endpoints: how they are, and what they are told to do. */
public final class EndpointRoutes implements Routes {
    private static final String ALL = "/admin/v1/endpoints";

    private final Operations operations;

    public EndpointRoutes(Operations operations) {
        this.operations = operations;
    }

    @Override
    public void mount(Router router) {
        router.get(ALL).handler(on -> Answer.json(on, new JsonObject().put("endpoints", operations.endpoints())));
        for (Order order : Order.values()) {
            router.post(ALL + "/:name/" + order.name().toLowerCase(Locale.ROOT)).handler(on -> tell(on, order));
        }
        router.post(ALL + "/*")
                .handler(on -> Answer.error(
                        on,
                        404,
                        "unknown_url",
                        "An endpoint is told by POST /admin/v1/endpoints/NAME/open, close, drain or undrain. "
                                + "In NAME write # as %23."));
    }

    private void tell(RoutingContext on, Order order) {
        var name = on.pathParam("name");
        var state = operations.tell(name, order);
        if (state == null) {
            Answer.error(
                    on,
                    404,
                    "unknown_endpoint",
                    "There is no endpoint " + name + ". GET /admin/v1/endpoints names all.");
        } else {
            Answer.json(on, state);
        }
    }
}
