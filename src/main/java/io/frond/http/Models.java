package io.frond.http;

import io.frond.gateway.Gateway;
import io.frond.model.Nearest;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;

/** {@code GET /v1/models}: what the caller's key may name as {@code model}, and nothing else. */
final class Models {
    private static final int SUGGESTIONS = 3;

    private final Supplier<Gateway> gateways;

    Models(Supplier<Gateway> gateways) {
        this.gateways = gateways;
    }

    void list(Exchange exchange) {
        var data = new JsonArray();
        names(exchange).forEach(name -> data.add(model(name)));
        exchange.json(
                200, new JsonObject().put("object", "list").put("data", data).toBuffer());
    }

    void one(Exchange exchange) {
        String id = PathCheck.rest(exchange.request().path(), "/models/");
        if (id.isEmpty()) {
            list(exchange);
            return;
        }
        var names = names(exchange);
        if (!names.contains(id)) {
            throw Refused.of(Reason.CALLER_MODEL, "There is no model of this name for your key." + meant(id, names))
                    .at("model");
        }
        exchange.json(200, model(id).toBuffer());
    }

    private static String meant(String id, List<String> names) {
        var near = Nearest.to(id, names, SUGGESTIONS);
        return near.isEmpty() ? "" : " Did you mean '" + String.join("' or '", near) + "'?";
    }

    private List<String> names(Exchange exchange) {
        var credential = Credentials.take(exchange.request().headers());
        return gateways.get().identify(credential).models();
    }

    private static JsonObject model(String name) {
        return new JsonObject()
                .put("id", name)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "frond");
    }
}
